package dev.vigil.recovery.quorum;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;

/** How a member stands to the unit. */
public sealed interface Phase {
    /** Nothing of it runs here. */
    record Away() implements Phase {}

    /** What an earlier life of this node may have left running is taken down. */
    record Cleaning(Epoch epoch) implements Phase {}

    /** It asks without binding anybody, itself included. */
    record Sounding(SortedMap<NodeId, Verdict> answers) implements Phase {
        public Sounding {
            answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
        }
    }

    /** @param since when the ask was sent for the first time */
    record Taking(Ask ask, Ticks since, SortedSet<NodeId> yes) implements Phase {
        public Taking {
            yes = Collections.unmodifiableSortedSet(new TreeSet<>(yes));
        }
    }

    /**
     * A majority keeps the unit for this life.
     *
     * @param since when the ask was sent for the first time; before {@code freshAfter} if its answers count no more
     * @param proved for each other voter, when the newest word was sent that it has answered
     * @param deadlines what the guard has
     * @param freshAfter only what was sent after it counts
     */
    record Holding(Ask ask, Ticks since, SortedMap<NodeId, Ticks> proved, Deadlines deadlines, Service service,
            Ticks freshAfter) implements Phase {
        public Holding {
            proved = Collections.unmodifiableSortedMap(new TreeMap<>(proved));
        }

        Epoch epoch() {
            return ask.epoch();
        }

        Holding with(Service other) {
            return new Holding(ask, since, proved, deadlines, other, freshAfter);
        }

        Holding with(Deadlines later) {
            return new Holding(ask, since, proved, later, service, freshAfter);
        }
    }

    /** What became of the start. */
    enum Service {
        NOT_STARTED, STARTED, DOUBTED
    }

    /** Everything is being ended. */
    record Leaving(Epoch epoch) implements Phase {}
}
