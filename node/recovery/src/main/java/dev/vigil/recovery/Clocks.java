package dev.vigil.recovery;

import java.time.Duration;
import java.time.Instant;

/** Wall-clock time as this node knows it. Only ends that people have named rest on it; everything else counts ticks. */
final class Clocks {
    /** The ticks and the clock on the wall part company slowly; less than this changes nothing. */
    private static final Duration SAME = Duration.ofSeconds(1);

    private Clocks() {}

    static void read(Turn turn, Event.ClockRead event) {
        boolean isAsExpected = turn.mind.clock.filter(clock -> clock.offset().equals(event.offset()))
                .filter(clock -> isClose(clock.at(turn.now()), event.wall())).isPresent();
        if (isAsExpected) {
            return;
        }
        turn.mind.clock = java.util.Optional.of(new WallClock(turn.now(), event.wall(), event.offset()));
        Freezes.look(turn);
        Switchbacks.considerAll(turn);
    }

    private static boolean isClose(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(SAME) < 0;
    }
}
