package dev.vigil.server.kithost;

import java.time.Duration;
import java.time.Instant;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Tag;

/**
 * The last run of one action of a resource on this node.
 *
 * @param outcome one sentence
 * @param text what it wrote; marked where something was cut out
 */
public record KeptOutput(Tag tag, Action action, Instant began, Duration took, String outcome, String text) {}
