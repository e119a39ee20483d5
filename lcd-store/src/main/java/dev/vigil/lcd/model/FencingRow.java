package dev.vigil.lcd.model;

import java.time.Duration;

/**
 * Whether fencing is required, in the whole cluster. There is at most one; without it the mode is {@link FencingMode#OFF}.
 *
 * @param delay how long the side that owns less waits before it fences, so that two cut sides do not end each other
 */
public record FencingRow(FencingMode mode, Duration delay) implements ConfigRow {
    static final String KIND = "fencing";
    public static final RowKey KEY = new RowKey(KIND, "");
    public static final Duration USUAL_DELAY = Duration.ofSeconds(5);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    public FencingRow {
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("a fence delay of " + delay.toMillis() + " ms is not between 0 and "
                    + LONGEST_DELAY.toSeconds() + " s");
        }
    }

    @Override
    public RowKey key() {
        return KEY;
    }

    @Override
    public Line toLine() {
        return Line.of(KIND).with("mode", mode.word()).with("delay-ms", delay.toMillis());
    }

    static FencingRow parse(Line line) {
        return new FencingRow(FencingMode.of(line.get("mode")), Duration.ofMillis(Long.parseLong(line.get("delay-ms"))));
    }
}
