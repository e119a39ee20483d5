package dev.vigil.recovery.quorum;

import java.time.Duration;

import dev.vigil.lcd.model.Ticks;

/**
 * What the guard enforces without being asked again.
 *
 * @param kill from then on the guard ends everything of the unit
 * @param out by then it is verified to be out, and the kernel has shut the gate
 */
public record Deadlines(Ticks kill, Ticks out) {
    /** RC-46: the guard begins early enough to have ended when the lease does. */
    static Deadlines of(Ticks out, Duration killBudget) {
        return new Deadlines(out.minus(killBudget), out);
    }
}
