package dev.vigil.platform.guard;

import dev.vigil.lcd.model.Ticks;
import java.time.Duration;

/**
 * Until when a node may hold what it holds.
 *
 * @param killAt when the guard begins to end it, on the node's clock
 * @param outAt when all of it has to be gone
 * @param mercy how much longer the guard waits if it stood still itself when the time came, as it does when the whole machine does; zero
 *            where the time is a promise to other nodes
 */
public record Deadline(Ticks killAt, Ticks outAt, Duration mercy) {
    public Deadline {
        if (outAt.isBefore(killAt)) {
            throw new IllegalArgumentException("everything is to be gone at " + outAt + ", before it is ended at " + killAt);
        }
    }
}
