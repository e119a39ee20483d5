package dev.vigil.platform.guard;

import dev.vigil.lcd.model.Line;
import java.time.Duration;
import java.util.Locale;

/** What a guard tells its node, one line each. */
public sealed interface Report {
    /** Why the guard acted. */
    enum Reason {
        /** The node's process has ended without having let go. */
        NODE_ENDED,
        /** The node has not proved in time that it may go on. */
        NODE_SILENT;

        /** As people read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    record Ready() implements Report {}

    /** The feed of this number has been read, and all before it. */
    record Fed(long number) implements Report {}

    /** What a trial took, from the order to the look at the process table that found nothing. */
    record Tried(int ended, int survivors, Duration took) implements Report {}

    /**
     * What was to be ended has been.
     *
     * @param gateShut after how long no address answered any more
     * @param ended how many programs are gone, of which {@code survivors} could not be ended
     * @param left addresses that could not be taken away
     * @param took until all was seen to be gone
     */
    record Acted(Reason reason, Duration gateShut, int ended, int survivors, int left, Duration took) implements Report {
        /** Whether something may still run or answer. */
        public boolean isIncomplete() {
            return survivors > 0 || left > 0;
        }
    }

    static Line print(Report report) {
        return switch (report) {
            case Ready() -> Line.of("ready");
            case Fed(var number) -> Line.of("fed").with("number", number);
            case Tried(var ended, var survivors, var took) -> Line.of("tried").with("ended", ended).with("survivors", survivors)
                    .with("took", took.toNanos());
            case Acted(var reason, var gateShut, var ended, var survivors, var left, var took) -> Line.of("acted")
                    .with("reason", reason.word()).with("gate-shut", gateShut.toNanos()).with("ended", ended)
                    .with("survivors", survivors).with("left", left).with("took", took.toNanos());
        };
    }

    /** @throws IllegalArgumentException for what {@link #print} did not make */
    static Report parse(String text) {
        Line line = Line.parse(text);
        return switch (line.verb()) {
            case "ready" -> new Ready();
            case "fed" -> new Fed(number(line, "number"));
            case "tried" -> new Tried((int) number(line, "ended"), (int) number(line, "survivors"),
                    Duration.ofNanos(number(line, "took")));
            case "acted" -> new Acted(Reason.valueOf(line.get("reason").toUpperCase(Locale.ROOT).replace('-', '_')),
                    Duration.ofNanos(number(line, "gate-shut")), (int) number(line, "ended"), (int) number(line, "survivors"),
                    (int) number(line, "left"), Duration.ofNanos(number(line, "took")));
            default -> throw new IllegalArgumentException("\"" + line.verb() + "\" is no report");
        };
    }

    private static long number(Line line, String name) {
        return Long.parseLong(line.get(name));
    }
}
