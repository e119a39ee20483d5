package dev.vigil.recovery.quorum;

import java.util.Collections;
import java.util.Optional;
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
     * @param deadlines what the guard has; none for what is kept until this life is fenced
     * @param freshAfter only what was sent after it counts
     * @param next the same unit asked for under another tenure, under a higher epoch, which is not granted yet
     */
    record Holding(Ask ask, Ticks since, SortedMap<NodeId, Ticks> proved, Optional<Deadlines> deadlines, Service service,
            Ticks freshAfter, Optional<Taking> next) implements Phase {
        public Holding {
            proved = Collections.unmodifiableSortedMap(new TreeMap<>(proved));
        }

        Epoch epoch() {
            return ask.epoch();
        }

        /** Under which a voter may have written it last. */
        Epoch lastAsked() {
            return next.map(taking -> taking.ask().epoch()).orElseGet(this::epoch);
        }

        /** Whether this life has asked for it under this epoch, so that a voter that keeps it so keeps it for this life. */
        boolean isAsked(Epoch epoch) {
            return epoch.equals(epoch()) || epoch.equals(lastAsked());
        }

        /** Under which this voter keeps it. */
        Epoch epochAt(NodeId voter) {
            return next.filter(taking -> taking.yes().contains(voter)).map(taking -> taking.ask().epoch()).orElseGet(this::epoch);
        }

        /** On which it can rely: a voter may keep it under either. */
        Tenure tenure() {
            return next.map(taking -> Tenure.shorter(ask.tenure(), taking.ask().tenure())).orElseGet(ask::tenure);
        }

        Holding with(Service other) {
            return new Holding(ask, since, proved, deadlines, other, freshAfter, next);
        }

        Holding proved(SortedMap<NodeId, Ticks> others) {
            return new Holding(ask, since, others, deadlines, service, freshAfter, next);
        }

        Holding until(Optional<Deadlines> others) {
            return new Holding(ask, since, proved, others, service, freshAfter, next);
        }

        Holding asking(Taking other) {
            return new Holding(ask, since, proved, deadlines, service, freshAfter, Optional.of(other));
        }
    }

    /** What became of the start. */
    enum Service {
        NOT_STARTED, STARTED, DOUBTED
    }

    /** Everything is being ended. */
    record Leaving(Epoch epoch) implements Phase {}
}
