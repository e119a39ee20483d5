package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.Ticks;
import java.time.Duration;
import java.util.List;

/**
 * One turn of the loop: heartbeats are due on every path now.
 *
 * @param next when the next turn is expected
 * @param late by how much this one was late
 */
public record Turn(Ticks next, Duration late, List<LivenessEvent> events) {
    public Turn {
        events = List.copyOf(events);
    }
}
