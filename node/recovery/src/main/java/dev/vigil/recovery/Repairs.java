package dev.vigil.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.RepairsRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;

/**
 * RC-33: a resource is repaired where it is at most so often within a period, since one that must be repaired again and again is not well
 * here. The times are rows of the node: they outlive its process, counted from the start of the next, which cannot know how long the
 * node was away. What a person asked for does not count.
 */
final class Repairs {
    private static final String TIMER = "repairs/";
    private static final long NANOS_PER_MILLI = 1_000_000;

    private Repairs() {}

    static boolean isOneMoreAllowed(Turn turn, InstanceRow instance) {
        return recent(turn, instance).size() < KitLimits.repairs(instance);
    }

    /** One begins. */
    static void count(Turn turn, InstanceRow instance) {
        List<Ticks> times = new ArrayList<>(recent(turn, instance));
        times.add(Ticks.ofMillis(turn.now().nanos() / NANOS_PER_MILLI));
        keep(turn, instance, times.subList(Math.max(0, times.size() - RepairsRow.MOST), times.size()));
        turn.note(Note.of(NoteCode.REPAIR_BEGINS).with("rule", "RC-33").with("tag", instance.tag())
                .with("repair", times.size()).with("most", KitLimits.repairs(instance)).with("within", within(instance)));
    }

    /** Says why there is none; the answer is the same in words. */
    static String exhausted(Turn turn, InstanceRow instance) {
        turn.note(Note.of(NoteCode.REPAIRS_EXHAUSTED).with("rule", "RC-33").with("tag", instance.tag())
                .with("repairs", recent(turn, instance).size()).with("within", within(instance)));
        return "repaired " + recent(turn, instance).size() + " times in " + within(instance);
    }

    /** The oldest has left the period. */
    static void expire(Turn turn, Tag tag) {
        Optional<InstanceRow> instance = turn.config().instance(tag, turn.self());
        if (instance.isEmpty() || recent(turn, instance.get()).isEmpty()) {
            forget(turn, tag);
        } else {
            keep(turn, instance.get(), recent(turn, instance.get()));
        }
    }

    /** The clock began anew, so all count as if they had begun now: rather for too long than not at all. */
    static void begin(Turn turn) {
        for (RepairsRow row : turn.lcd().status(turn.self()).repairs()) {
            turn.config().instance(row.tag(), turn.self()).ifPresentOrElse(
                    instance -> keep(turn, instance,
                            Collections.nCopies(row.at().size(), Ticks.ofMillis(turn.now().nanos() / NANOS_PER_MILLI))),
                    () -> forget(turn, row.tag()));
        }
    }

    static void forget(Turn turn, Tag tag) {
        turn.drop(RepairsRow.keyOf(tag));
    }

    /** A longer or shorter period holds at once, also for what is counted already. */
    static void follow(Turn turn, Config before) {
        turn.lcd().status(turn.self()).repairs().stream().map(RepairsRow::tag)
                .filter(tag -> !before.instance(tag, turn.self()).equals(turn.config().instance(tag, turn.self())))
                .forEach(tag -> expire(turn, tag));
    }

    private static void keep(Turn turn, InstanceRow instance, List<Ticks> times) {
        turn.put(List.of(new RepairsRow(turn.self(), instance.tag(), times)));
        turn.wake(TIMER + instance.tag(), KitLimits.repairsWithin(instance).minus(turn.now().since(times.getFirst())));
    }

    private static List<Ticks> recent(Turn turn, InstanceRow instance) {
        Duration within = KitLimits.repairsWithin(instance);
        return turn.lcd().status(turn.self()).repairs(instance.tag()).map(RepairsRow::at).orElse(List.of()).stream()
                .filter(time -> turn.now().since(time).compareTo(within) < 0).toList();
    }

    private static String within(InstanceRow instance) {
        return KitLimits.words(KitLimits.repairsWithin(instance));
    }
}
