package dev.vigil.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.RulingRow;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-74: a unit moves by itself only so often in an hour; then it stays, and is alarmed, until an hour has passed or an operator moves
 * it. Each node writes the moves that it began; all of them are counted.
 */
final class MoveLimits {
    static final String MATTER = "moves";
    private static final Duration PERIOD = Duration.ofHours(1);

    private MoveLimits() {}

    /** A move that nobody asked for begins. */
    static void count(Turn turn, UnitId unit) {
        turn.wall().ifPresent(wall -> {
            List<Instant> own = new ArrayList<>(row(turn, unit).map(MoveLimits::times).orElse(List.of()));
            own.removeIf(time -> !time.isAfter(wall.minus(PERIOD)));
            own.add(wall);
            put(turn, unit, own, row(turn, unit).map(known -> known.said().at()).orElse(Instant.EPOCH));
        });
    }

    /** Somebody looks after it: what was before counts no more. */
    static void clear(Turn turn, UnitId unit) {
        turn.wall().filter(wall -> !recent(turn, unit, wall).isEmpty()).ifPresent(wall -> put(turn, unit, List.of(), wall));
    }

    private static void put(Turn turn, UnitId unit, List<Instant> times, Instant cleared) {
        String word = String.join(",", times.stream().map(time -> Long.toString(time.getEpochSecond())).toList());
        turn.put(List
                .of(new RulingRow(turn.self(), MATTER, unit.value(), word, times.size(), new RulingRow.Said(cleared, "", ""))));
    }

    private static Optional<RulingRow> row(Turn turn, UnitId unit) {
        return turn.lcd().status(turn.self()).ruling(MATTER, unit.value());
    }

    private static List<Instant> times(RulingRow row) {
        try {
            return WireText.words(row.word()).stream().map(word -> Instant.ofEpochSecond(Long.parseLong(word))).toList();
        } catch (NumberFormatException | java.time.DateTimeException e) {
            return List.of(); // a word of another program
        }
    }

    /** The moves of the last hour, of all nodes, since an operator last looked after it; a clock that went back counts none twice. */
    private static List<Instant> recent(Turn turn, UnitId unit, Instant wall) {
        List<RulingRow> rows = turn.lcd().statuses().values().stream()
                .flatMap(status -> status.ruling(MATTER, unit.value()).stream()).toList();
        Instant cleared = rows.stream().map(row -> row.said().at()).max(Instant::compareTo).orElse(Instant.EPOCH);
        return rows.stream().flatMap(row -> times(row).stream())
                .filter(time -> time.isAfter(cleared) && time.isAfter(wall.minus(PERIOD)) && !time.isAfter(wall)).sorted()
                .toList();
    }

    /** Why it moves no more by itself. */
    static Optional<String> obstacle(Turn turn, UnitId unit) {
        int most = Policies.movesPerHour(turn.config(), unit, turn.self());
        return turn.wall().map(wall -> recent(turn, unit, wall).size()).filter(moves -> moves >= most)
                .map(moves -> unit + " has moved " + moves + " times by itself within an hour, and " + most + " is its limit");
    }

    /** A move was withheld: if this is why, it is tried again when the first of the moves is an hour old. */
    static void withheld(Turn turn, UnitId unit) {
        turn.wall().filter(wall -> obstacle(turn, unit).isPresent()).flatMap(wall -> recent(turn, unit, wall).stream().findFirst()
                .map(first -> Duration.between(wall, first.plus(PERIOD)).plusSeconds(1)))
                .ifPresent(left -> turn.wake("moves/" + unit, left));
    }

    static void tell(Turn turn, UnitId unit) {
        obstacle(turn, unit).ifPresent(sentence -> turn.note(
                Note.of(NoteCode.MOVES_EXHAUSTED).with("rule", "RC-74").with("unit", unit).with("reason", sentence)));
    }
}
