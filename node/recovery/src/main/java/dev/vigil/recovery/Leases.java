package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Tenure;

/**
 * RC-53: where a majority votes, a unit is owned under a lease. It is asked for when everything else speaks for it, nothing starts before
 * it is granted, and it ends only when all of the unit is confirmed out. How voters are asked and leases are renewed is the business of
 * {@link dev.vigil.recovery.quorum}.
 */
final class Leases {
    /** How long a person waits for the voters; a rule waits for as long as it takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Leases() {}

    /** Puts the work off until the lease is granted. */
    static void seek(Turn turn, UnitTask task) {
        turn.note(Note.of(NoteCode.LEASE_SOUGHT).with("rule", "RC-53").with("unit", task.unit()).with("cause", task.cause()));
        turn.mind.retries.remove(task.unit());
        turn.mind.tasks.put(task.unit(), task.as(UnitTask.Kind.SEEK));
        if (task.cause() == Cause.OPERATOR) {
            turn.wake("lease/" + task.unit(), PATIENCE);
        }
    }

    /** Says what has become of the units that shall be, or are, owned: at the end of every step, so that no way to lose one is forgotten. */
    static void follow(Turn turn) {
        SortedSet<UnitId> wanted = new TreeSet<>();
        if (turn.config().isByMajority()) {
            // While nothing can be stored, what this step meant to release stays owned.
            Ownership.heldBy(turn.mind.isStorageFailed() ? turn.before() : turn.lcd(), turn.self())
                    .forEach(row -> wanted.add(row.unit()));
            turn.mind.tasks.values().stream().filter(task -> task.kind() == UnitTask.Kind.SEEK)
                    .forEach(task -> wanted.add(task.unit()));
        }
        SortedMap<UnitId, Long> leases = turn.mind.leases;
        List.copyOf(leases.keySet()).stream().filter(unit -> !wanted.contains(unit) || isReleased(turn, unit)).forEach(unit -> {
            leases.remove(unit);
            turn.endLease(unit);
        });
        boolean isSameConfig = turn.before().config().number().equals(turn.config().number());
        leases.forEach((unit, number) -> {
            if (!isSameConfig && hasChanged(turn, unit)) {
                seek(turn, unit, number);
            }
        });
        wanted.stream().filter(unit -> !leases.containsKey(unit)).forEach(unit -> {
            long number = turn.mind.nextNumber();
            leases.put(unit, number);
            seek(turn, unit, number);
        });
    }

    private static void seek(Turn turn, UnitId unit, long number) {
        turn.seekLease(unit, number, turn.lcd().highestEpoch(unit).next());
    }

    /** RC-114: the voters are asked to keep for so long what this node owns; of what is kept until a fence they do so anyway. */
    static SortedSet<UnitId> handOver(Turn turn, Duration within) {
        SortedMap<UnitId, Long> asked = owned(turn);
        asked.keySet().removeIf(unit -> LeaseLoss.of(turn.config(), unit) instanceof LeaseLoss.Fence);
        asked.forEach((unit, number) -> turn.seekLease(unit, number, new Tenure.HandOver(within)));
        return new TreeSet<>(asked.keySet());
    }

    /** RC-114: the node stays, and the voters keep what it owns as before. */
    static void takeBack(Turn turn) {
        owned(turn).forEach((unit, number) -> seek(turn, unit, number));
    }

    /** RC-114: what an earlier life has handed over is owned on; the votes ask for it under this life, and with the ordinary tenure. */
    static void goOn(Turn turn, UnitId unit) {
        if (turn.config().isByMajority()) {
            long number = turn.mind.nextNumber();
            turn.mind.leases.put(unit, number);
            seek(turn, unit, number);
        }
    }

    private static SortedMap<UnitId, Long> owned(Turn turn) {
        SortedMap<UnitId, Long> owned = new TreeMap<>(turn.mind.leases);
        owned.keySet().removeIf(unit -> !Ownership.holds(turn.lcd(), turn.self(), unit));
        return owned;
    }

    /** RC-107: the same wish, with another tenure. */
    private static boolean hasChanged(Turn turn, UnitId unit) {
        return !LeaseLoss.of(turn.before().config(), unit).equals(LeaseLoss.of(turn.config(), unit));
    }

    /** In this step: should it be sought again at once, that is another lease. */
    private static boolean isReleased(Turn turn, UnitId unit) {
        return !turn.mind.isStorageFailed() && Ownership.holds(turn.before(), turn.self(), unit)
                && !Ownership.holds(turn.lcd(), turn.self(), unit);
    }

    static void granted(Turn turn, Event.LeaseGranted granted) {
        UnitId unit = granted.unit();
        Epoch epoch = granted.epoch();
        if (!Long.valueOf(granted.number()).equals(turn.mind.leases.get(unit))) {
            return; // it was given back meanwhile
        }
        UnitTask task = turn.mind.tasks.get(unit);
        if (task != null && task.kind() == UnitTask.Kind.SEEK) {
            begin(turn, task, epoch);
        } else if (Ownership.holds(turn.lcd(), turn.self(), unit) && !turn.mind.isStorageFailed()) {
            turn.put(List.of(new OwnershipRow(turn.self(), unit, epoch, true)));
            turn.note(Note.of(NoteCode.EPOCH_TAKEN).with("rule", "RC-53").with("unit", unit).with("epoch", epoch)
                    .with("cause", Cause.LEASE).with("quorum", "majority"));
        }
        Stalls.judged(turn, unit); // what was asked before a standstill is not granted after it
    }

    private static void begin(Turn turn, UnitTask task, Epoch epoch) {
        Optional<Grantor.Grant.Withheld> hindrance = Grantor.hindrance(turn, task.unit());
        if (hindrance.isPresent()) {
            drop(turn, task, hindrance.get().sentence());
            ResourceFailure.later(turn, task.unit(), task.tags());
            return;
        }
        if (task.cause() == Cause.NODE_FAILURE) {
            MoveLimits.count(turn, task.unit());
        }
        turn.mind.tasks.remove(task.unit());
        Climb.own(turn, task.as(UnitTask.Kind.UP), epoch);
    }

    /** Nothing starts; the voters go on being asked. */
    static void withheld(Turn turn, UnitId unit, String reason) {
        turn.note(Note.of(NoteCode.LEASE_WITHHELD).with("rule", "RC-53").with("unit", unit).with("reason", reason));
    }

    /** A person has waited long enough. */
    static void patienceEnded(Turn turn, UnitId unit) {
        UnitTask task = turn.mind.tasks.get(unit);
        if (task != null && task.kind() == UnitTask.Kind.SEEK && task.cause() == Cause.OPERATOR) {
            drop(turn, task, "No majority of the voters has granted " + unit + " to " + turn.self() + " within "
                    + PATIENCE.toSeconds() + " s");
        }
    }

    private static void drop(Turn turn, UnitTask task, String why) {
        turn.mind.tasks.remove(task.unit());
        Askers.refuse(turn, task.asker(), Reply.Refusal.NOT_NOW, why, "See vigil quorum show");
    }

    /** After anything was learnt of a peer: what it owns is not asked for any more. */
    static void giveWay(Turn turn) {
        List.copyOf(turn.mind.tasks.values()).stream().filter(task -> task.kind() == UnitTask.Kind.SEEK)
                .forEach(task -> Grantor.rival(turn, task.unit()).ifPresent(owner -> {
                    drop(turn, task, "Node " + owner + " owns " + task.unit());
                    turn.note(Note.of(NoteCode.OWNED_ELSEWHERE).with("rule", "RC-53").with("unit", task.unit())
                            .with("node", owner));
                    Starting.leaveOut(turn, Topology.members(turn.config(), task.unit()));
                }));
    }

    /**
     * RC-54: the lease ends before another node may have it, and the guard ends then what still runs. So it is taken down now; should
     * nobody turn out to own it, it is asked for again.
     */
    static void lost(Turn turn, UnitId unit, String reason) {
        if (Ownership.holds(turn.lcd(), turn.self(), unit) && turn.mind.yielding.add(unit)) {
            giveUp(turn, unit, reason);
        }
        Stalls.judged(turn, unit);
    }

    /** What was seen failing while the lease ended says nothing of the resource: its repairs are not counted. */
    private static void giveUp(Turn turn, UnitId unit, String reason) {
        turn.config().membersOf(unit).forEach(tag -> Repairs.forget(turn, tag));
        turn.note(Note.of(NoteCode.LEASE_LOST).with("rule", "RC-54").with("unit", unit)
                .with("epoch", Ownership.epochOf(turn.lcd(), turn.self(), unit)).with("reason", reason));
        SortedSet<Tag> wanted = Moves.wanted(turn, unit);
        if (!wanted.isEmpty()) {
            turn.mind.retries.put(unit, wanted);
        }
        UnitTask task = turn.mind.tasks.get(unit);
        SortedSet<Tag> running = Descent.running(turn, unit);
        boolean isLeaving = task != null && task.kind() == UnitTask.Kind.DOWN && task.tags().containsAll(running);
        if (!isLeaving) {
            Descent.begin(turn, UnitTask.down(unit, running, Cause.LEASE, turn.now()));
        }
    }

    /** RC-55: the voters have renewed it after this node did not run for a while. */
    static void kept(Turn turn, UnitId unit) {
        Stalls.judged(turn, unit);
    }
}
