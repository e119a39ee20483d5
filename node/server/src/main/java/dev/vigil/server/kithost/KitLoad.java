package dev.vigil.server.kithost;

import java.time.Duration;

/**
 * How many calls of one sort go on.
 *
 * @param most of which may run at once
 * @param longestWait of those whose turn has not come
 */
public record KitLoad(int running, int waiting, int most, Duration longestWait) {}
