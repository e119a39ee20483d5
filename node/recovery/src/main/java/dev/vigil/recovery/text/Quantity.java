package dev.vigil.recovery.text;

import java.time.Duration;

import dev.vigil.lcd.model.Ticks;

/** Durations ({@code 5s}, {@code 520ms}, {@code 1500ns}) and times ({@code 0:05.000}, to the nanosecond where needed) as text. */
public final class Quantity {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private Quantity() {}

    /** In the largest unit that holds it whole. */
    public static String print(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos % NANOS_PER_MILLI != 0) {
            return nanos + "ns";
        }
        if (nanos % NANOS_PER_SECOND != 0 || nanos == 0) {
            return nanos / NANOS_PER_MILLI + "ms";
        }
        return nanos / NANOS_PER_SECOND + "s";
    }

    public static Duration duration(String text) {
        int digits = 0;
        while (digits < text.length() && (Character.isDigit(text.charAt(digits)) || text.charAt(digits) == '-')) {
            digits++;
        }
        long amount = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "s" -> Duration.ofSeconds(amount);
            case "ms" -> Duration.ofMillis(amount);
            case "ns" -> Duration.ofNanos(amount);
            default -> throw new IllegalArgumentException("duration \"" + text + "\" is not of the form 5s, 520ms or 1500ns");
        };
    }

    public static String print(Ticks ticks) {
        long below = ticks.nanos() % NANOS_PER_MILLI;
        return below == 0 ? ticks.toString() : ticks + "%06d".formatted(below);
    }

    public static Ticks ticks(String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || text.length() <= dot + 4) {
            return Ticks.parse(text);
        }
        if (text.length() != dot + 10) {
            throw new IllegalArgumentException("time \"" + text + "\" has neither three nor nine digits after the dot");
        }
        return new Ticks(Ticks.parse(text.substring(0, dot + 4)).nanos() + Long.parseLong(text.substring(dot + 4)));
    }
}
