package dev.vigil.notify.dispatch;

import java.time.Instant;
import java.util.Optional;

/**
 * How one receiver fares.
 *
 * @param waiting notices that it has not taken yet
 * @param dropped notices that were given up since the start
 * @param answer what it said last, word for word
 * @param failingSince since when every delivery failed; empty while they succeed
 */
public record Figures(String name, String kind, int waiting, long sent, long dropped, String answer,
        Optional<Instant> failingSince) {}
