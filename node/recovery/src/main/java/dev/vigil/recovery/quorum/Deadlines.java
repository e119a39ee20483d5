package dev.vigil.recovery.quorum;

import java.time.Duration;

import dev.vigil.lcd.model.Ticks;

/**
 * When a unit has to be out whose lease is not renewed. The guard enforces the last two without being asked again.
 *
 * @param stop from then on the owner takes it out of service itself, in order, and prolongs nothing any more
 * @param kill from then on the guard ends everything of the unit
 * @param out by then it is verified to be out, and the kernel has shut the gate
 */
public record Deadlines(Ticks stop, Ticks kill, Ticks out) {
    /** RC-46: the guard begins early enough to have ended when the lease does, and the owner (RC-106) {@code grace} before the guard. */
    static Deadlines of(Ticks out, Duration killBudget, Duration grace) {
        Ticks kill = out.minus(killBudget);
        return new Deadlines(kill.minus(grace), kill, out);
    }
}
