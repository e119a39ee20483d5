package dev.vigil.server.loop;

import java.time.Duration;

/** How many events the controller has decided on since the start, how long that took together, and the longest. */
public record StepFigures(long count, Duration total, Duration longest) {

    static final StepFigures NONE = new StepFigures(0, Duration.ZERO, Duration.ZERO);

    StepFigures with(Duration one) {
        return new StepFigures(count + 1, total.plus(one), one.compareTo(longest) > 0 ? one : longest);
    }
}
