package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-17: a node that did not run for a while may have lost what it owned. It acts as no owner until its peers have confirmed or
 * refused its epochs, or are dead; by majority, until the voters have renewed its leases or these have run out.
 */
final class Stalls {
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

    private Stalls() {}

    static void begin(Turn turn, Duration late) {
        turn.gate(Decision.GateState.SHUT);
        turn.note(Note.of(NoteCode.SELF_STALLED).with("rule", "RC-17").with("late-ms", late.toMillis()).with("owns",
                String.join(",",
                        Ownership.heldBy(turn.lcd(), turn.self()).stream().map(row -> row.unit().value()).toList())));
        turn.mind.stall = Optional.of(turn.config().isByMajority()
                ? new Soft.Stall(turn.mind.nextNumber(), new TreeSet<>(), doubted(turn))
                : new Soft.Stall(turn.mind.nextNumber(), judges(turn), new TreeSet<>()));
        askAgain(turn);
        settle(turn);
    }

    private static SortedSet<NodeId> judges(Turn turn) {
        SortedSet<NodeId> judges = new TreeSet<>();
        if (!Ownership.heldBy(turn.lcd(), turn.self()).isEmpty()) {
            turn.peers().stream().filter(
                    peer -> turn.mind.isAlive(peer) || turn.mind.peer(peer).health() == PeerHealth.DEAF)
                    .forEach(peer -> judges.add(peer));
        }
        return judges;
    }

    /** RC-55: the voters say of these whether this node still owns them. What is being given up already does not matter. */
    private static SortedSet<UnitId> doubted(Turn turn) {
        SortedSet<UnitId> units = new TreeSet<>();
        Ownership.heldBy(turn.lcd(), turn.self()).stream().map(OwnershipRow::unit)
                .filter(unit -> !turn.mind.yielding.contains(unit)).forEach(units::add);
        return units;
    }

    /** The voters have said. */
    static void judged(Turn turn, UnitId unit) {
        turn.mind.stall = turn.mind.stall.map(stall -> {
            SortedSet<UnitId> left = new TreeSet<>(stall.leases());
            left.remove(unit);
            return new Soft.Stall(stall.number(), stall.awaited(), left);
        });
        settle(turn);
    }

    static void askAgain(Turn turn) {
        turn.mind.stall.filter(stall -> !stall.awaited().isEmpty()).ifPresent(stall -> {
            SortedMap<UnitId, Epoch> units = new TreeMap<>();
            Ownership.heldBy(turn.lcd(), turn.self()).forEach(row -> units.put(row.unit(), row.epoch()));
            stall.awaited().forEach(peer -> turn.tell(peer, new PeerNote.WhoOwns(stall.number(), units)));
            turn.wake("who-owns", ASK_AGAIN_AFTER);
        });
    }

    /** At the peer. */
    static void asked(Turn turn, NodeId from, PeerNote.WhoOwns question) {
        SortedMap<UnitId, Epoch> lost = new TreeMap<>();
        question.units().forEach((unit, epoch) -> {
            OwnershipRow theirs = new OwnershipRow(from, unit, epoch, true);
            Ownership.holder(turn.lcd(), unit).filter(row -> !row.node().equals(from))
                    .filter(row -> Ownership.RANK.compare(row, theirs) > 0).ifPresent(row -> lost.put(unit, row.epoch()));
        });
        turn.tell(from, new PeerNote.Owned(question.number(), lost));
    }

    static void answered(Turn turn, NodeId from, PeerNote.Owned answer) {
        if (turn.mind.stall.filter(stall -> stall.number() == answer.number()).isEmpty()) {
            return;
        }
        if (!answer.lost().isEmpty()) {
            Heal.ask(turn, from);
        }
        answer.lost().forEach((unit, epoch) -> turn.lcd().status(turn.self()).ownership(unit).filter(OwnershipRow::isHeld)
                .filter(mine -> !Contests.isContested(turn, unit)) // known before, and a person's business
                .ifPresent(mine -> Heal.giveWay(turn, mine, epoch, from, Cause.STALL)));
        heard(turn, from);
    }

    /** A dead peer judges nothing: quorum off. */
    static void peerLost(Turn turn, NodeId peer) {
        if (turn.mind.stall.isPresent()) {
            heard(turn, peer);
        }
    }

    private static void heard(Turn turn, NodeId peer) {
        turn.mind.stall = turn.mind.stall.map(stall -> {
            SortedSet<NodeId> left = new TreeSet<>(stall.awaited());
            left.remove(peer);
            return new Soft.Stall(stall.number(), left, stall.leases());
        });
        settle(turn);
    }

    private static void settle(Turn turn) {
        if (turn.mind.stall.filter(stall -> stall.awaited().isEmpty() && stall.leases().isEmpty()).isEmpty()) {
            return;
        }
        turn.mind.stall = Optional.empty();
        String kept = String.join(",", Ownership.heldBy(turn.lcd(), turn.self()).stream().map(OwnershipRow::unit)
                .filter(unit -> !turn.mind.yielding.contains(unit)).map(UnitId::value).toList());
        if (!kept.isEmpty()) {
            turn.note(Note.of(NoteCode.OWNERSHIP_CONFIRMED).with("rule", "RC-17").with("quorum", Grantor.mode(turn).word())
                    .with("owns", kept));
        }
        List.copyOf(turn.mind.tasks.values()).forEach(task -> Tasks.advance(turn, task));
        Announcements.begin(turn);
        ResourceFailure.reconsider(turn);
        Failover.reconsider(turn);
    }
}
