package dev.vigil.lcd.model;

import java.time.Duration;

/** Nanoseconds since the node's start on a monotonic clock that counts suspend. The only time that decides anything. */
public record Ticks(long nanos) implements Comparable<Ticks> {
    public static final Ticks ZERO = new Ticks(0);
    private static final long NANOS_PER_MILLI = 1_000_000;

    public static Ticks ofMillis(long millis) {
        return new Ticks(millis * NANOS_PER_MILLI);
    }

    public Ticks plus(Duration duration) {
        return new Ticks(nanos + duration.toNanos());
    }

    public Ticks minus(Duration duration) {
        return new Ticks(nanos - duration.toNanos());
    }

    /** The time from {@code earlier} to this; negative when {@code earlier} is the later one. */
    public Duration since(Ticks earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    public boolean isBefore(Ticks other) {
        return nanos < other.nanos;
    }

    @Override
    public int compareTo(Ticks other) {
        return Long.compare(nanos, other.nanos);
    }

    /** Minutes, seconds and milliseconds: {@code 0:05.000}; finer digits are dropped. */
    @Override
    public String toString() {
        long millis = nanos / NANOS_PER_MILLI;
        return "%d:%02d.%03d".formatted(millis / 60_000, millis / 1000 % 60, millis % 1000);
    }

    /** Reads what {@link #toString} prints. */
    public static Ticks parse(String text) {
        if (!text.matches("[0-9]{1,8}:[0-9]{1,2}\\.[0-9]{3}")) {
            throw new IllegalArgumentException("time \"" + text + "\" is not of the form m:ss.mmm");
        }
        int colon = text.indexOf(':');
        int dot = text.indexOf('.');
        long minutes = Long.parseLong(text.substring(0, colon));
        long seconds = Long.parseLong(text.substring(colon + 1, dot));
        return ofMillis(minutes * 60_000 + seconds * 1000 + Long.parseLong(text.substring(dot + 1)));
    }
}
