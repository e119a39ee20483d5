package dev.vigil.lcd.store;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.FlagName;
import dev.vigil.lcd.model.FlagRow;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.Ticks;

/** Endless changes of one node's flags. What stands after so many of them is the same in every process. */
final class FlagWrites {
    static final Incarnation LIFE = new Incarnation(1, 7);
    static final int WRITES_PER_EVENT = 10;
    private static final int FLAGS = 50;
    private static final Instant BEGINNING = Instant.parse("2026-11-22T10:00:00Z");

    private FlagWrites() {}

    static Entry begin(NodeId node) {
        return new Entry.StatusReplaced(node, Status.of(LIFE, Revision.ZERO, List.of()));
    }

    /** What makes the next revision of this one. */
    static Entry.StatusChanged next(NodeId node, Status now) {
        Revision next = now.revision().next();
        return new Entry.StatusChanged(node, now.incarnation(), next, List.of(change(node, next.value())));
    }

    /** The event of that revision. */
    static Entry event(NodeId node, long revision) {
        return new Entry.Noted(new HistoryEntry(node, LIFE, revision, BEGINNING.plusMillis(revision), new Ticks(revision),
                Line.of("flag-written").with("revision", revision)));
    }

    /** The flags that stand after that revision. */
    static SortedSet<String> after(long revision) {
        SortedSet<String> flags = new TreeSet<>();
        for (long number = Math.max(1, revision - FLAGS + 1); number <= revision; number++) {
            if (isPut(number)) {
                flags.add(name(number).value());
            }
        }
        return flags;
    }

    private static Change change(NodeId node, long number) {
        FlagName flag = name(number);
        return isPut(number) ? new Change.Put(new FlagRow(node, flag)) : new Change.Remove(FlagRow.keyOf(flag));
    }

    private static FlagName name(long number) {
        return new FlagName("flag-" + number % FLAGS);
    }

    /** Each flag is put twice as often as it is removed. */
    private static boolean isPut(long number) {
        return number / FLAGS % 3 != 2;
    }
}
