package dev.vigil.recovery;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.RulingRow;
import dev.vigil.lcd.model.Ticks;

/**
 * What a node says before it restarts: which life ends, within which time the next one is back, and when it said so on the clock of that
 * life. It stands in the rows of the node, and again in those of each peer that knows of it.
 */
public record RestartWord(Incarnation life, Duration within, Ticks at) {

    static final String MATTER = "restart";
    /** So long before its time is over a node adopts nothing more: its guard ends what runs then, and its peers take over after that. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** What the node has said itself. */
    static Optional<RulingRow> rowOf(LcdState lcd, NodeId node) {
        return lcd.status(node).ruling(MATTER, node.value());
    }

    /** The last that anybody knows of the node; what a node that is off has in its rows may be an earlier word of the same life. */
    static Optional<RestartWord> newest(LcdState lcd, NodeId node) {
        return lcd.statuses().values().stream().flatMap(status -> status.ruling(MATTER, node.value()).stream())
                .flatMap(row -> read(row.word()).stream())
                .max(Comparator.comparing(RestartWord::life).thenComparing(RestartWord::at));
    }

    /** Until when the next life of the node must be there, on the clock of its present life, if that has said that it restarts. */
    public static Optional<Ticks> backBy(LcdState lcd, NodeId node) {
        return rowOf(lcd, node).flatMap(row -> read(row.word()))
                .filter(word -> word.life().equals(lcd.status(node).incarnation())).map(RestartWord::end);
    }

    /** The same, or sooner: when the guard ends the first of what is left for a lease (RC-114). */
    public static Optional<Ticks> backBy(LcdState lcd, NodeId node, Optional<Ticks> kill) {
        return backBy(lcd, node).map(end -> kill.filter(at -> at.isBefore(end)).orElse(end));
    }

    /** Empty for words of another program. */
    static Optional<RestartWord> read(String word) {
        String[] parts = word.split(" ", -1);
        try {
            return parts.length == 3
                    ? Optional.of(new RestartWord(Incarnation.parse(parts[0]), Duration.ofSeconds(Integer.parseInt(parts[1])),
                            new Ticks(Long.parseLong(parts[2]))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Until when, on the clock of the node itself, its next life adopts what it has left. */
    private Ticks end() {
        return at.plus(within.minus(MARGIN));
    }

    @Override
    public String toString() {
        return String.join(" ", Stream.of(life, within.toSeconds(), at.nanos()).map(String::valueOf).toList());
    }
}
