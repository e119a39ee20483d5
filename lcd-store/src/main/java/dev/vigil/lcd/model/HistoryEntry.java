package dev.vigil.lcd.model;

import java.time.Instant;

/**
 * One event of the history: what was decided, by which rule, on which facts. {@code note} carries the code as its verb and the facts
 * as its fields; {@code wallTime} is for people only.
 */
public record HistoryEntry(NodeId node, Incarnation incarnation, long sequence, Instant wallTime, Ticks ticks, Line note) {}
