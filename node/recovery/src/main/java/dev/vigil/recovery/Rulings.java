package dev.vigil.recovery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.RulingRow;

/**
 * What operators have ruled. Each ruling stands in the rows of the node that was asked, so that it needs nobody's agreement and reaches
 * every node that lives or comes back; the newest on a subject counts everywhere.
 */
final class Rulings {
    private static final Comparator<RulingRow> AGE = Comparator.comparingLong(RulingRow::number).thenComparing(RulingRow::node);

    private Rulings() {}

    /** By subject. */
    static SortedMap<String, RulingRow> newest(LcdState lcd, String matter) {
        SortedMap<String, RulingRow> newest = new TreeMap<>();
        lcd.statuses().values().forEach(status -> status.rulings(matter)
                .forEach(row -> newest.merge(row.subject(), row, BinaryOperator.maxBy(AGE))));
        return newest;
    }

    static Optional<RulingRow> newest(LcdState lcd, String matter, String subject) {
        return lcd.statuses().values().stream().flatMap(status -> status.ruling(matter, subject).stream()).max(AGE);
    }

    /** In the rows of this node, above all earlier ones. */
    static void write(Turn turn, String matter, String subject, String word, RulingRow.Said said) {
        long last = newest(turn.lcd(), matter, subject).map(RulingRow::number).orElse(0L);
        turn.put(List.of(new RulingRow(turn.self(), matter, subject, word, last + 1, said)));
    }

    /** The rulings of this node on the matter are no longer needed. */
    static void drop(Turn turn, String matter, String subject) {
        turn.drop(RulingRow.keyOf(matter, subject));
    }
}
