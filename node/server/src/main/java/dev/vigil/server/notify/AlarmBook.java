package dev.vigil.server.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.notify.notice.Phase;
import dev.vigil.notify.notice.Severity;

/**
 * Which alarms stand since when, and whose turn it is to tell. The first living node of those that see an alarm tells of it at once; the
 * second does so a minute later unless it has heard that it was told, and so on: so nobody is told twice as long as all is well, and
 * somebody tells even if the first dies, cannot reach the receivers, or does not see it.
 */
final class AlarmBook {
    static final Duration STEP = Duration.ofMinutes(1);

    private final NodeId self;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    /** @param raised the severity that was told, empty while it settles */
    record Entry(StandingAlarm alarm, Instant since, Optional<Severity> raised) {}

    /** That a change is to be told, and by this node after how long. */
    record Turn(StandingAlarm alarm, Phase phase, Duration after) {}

    AlarmBook(NodeId self) {
        this.self = self;
    }

    /** From a former life: told, and not to be told again unless it is over. */
    void remember(StandingAlarm alarm, Instant since) {
        entries.put(alarm.key(), new Entry(alarm, since, Optional.of(alarm.kind().severity())));
    }

    /** What is new since the last look. */
    List<Turn> look(List<StandingAlarm> standing, Predicate<NodeId> alive, Instant now) {
        List<Turn> turns = new ArrayList<>();
        SortedMap<String, StandingAlarm> seen = new TreeMap<>();
        for (StandingAlarm alarm : standing) {
            seen.put(alarm.key(), alarm);
            Entry known = entries.getOrDefault(alarm.key(), new Entry(alarm, now, Optional.empty()));
            boolean isSettled = !known.since().plus(alarm.telling().settle()).isAfter(now);
            boolean isWorse = known.raised().map(told -> told.compareTo(alarm.kind().severity()) < 0).orElse(true);
            boolean isToldNow = isSettled && isWorse;
            if (isToldNow) {
                turns.add(new Turn(alarm, Phase.RAISED, after(alarm, alive)));
            }
            entries.put(alarm.key(),
                    new Entry(alarm, known.since(), isToldNow ? Optional.of(alarm.kind().severity()) : known.raised()));
        }
        for (Entry entry : List.copyOf(entries.values())) {
            if (!seen.containsKey(entry.alarm().key())) {
                entries.remove(entry.alarm().key());
                entry.raised().ifPresent(
                        told -> turns.add(new Turn(entry.alarm(), Phase.RESOLVED, after(entry.alarm(), alive))));
            }
        }
        return turns;
    }

    /** Alarms that were told, and of which it is this node's turn to tell again. */
    List<StandingAlarm> mine(Predicate<NodeId> alive) {
        return entries.values().stream().filter(entry -> entry.raised().isPresent()).map(Entry::alarm)
                .filter(alarm -> after(alarm, alive).isZero()).toList();
    }

    /** Those that were told. */
    List<Entry> told() {
        return entries.values().stream().filter(entry -> entry.raised().isPresent()).toList();
    }

    private Duration after(StandingAlarm alarm, Predicate<NodeId> alive) {
        List<NodeId> living = alarm.telling().tellers().stream().filter(node -> node.equals(self) || alive.test(node)).toList();
        return STEP.multipliedBy(Math.max(0, living.indexOf(self)));
    }
}
