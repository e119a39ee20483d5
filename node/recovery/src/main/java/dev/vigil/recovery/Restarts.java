package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.QuorumMode;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.RulingRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Tenure;

/**
 * RC-110, RC-112, RC-113: a node whose process ends and begins again, while what it owns runs on. It says so first, goes when each peer
 * has it in its rows or is known to be off, and its next life adopts what it left, under the same epochs.
 */
final class Restarts {
    private static final Duration PEERS_KNOW_WITHIN = Duration.ofSeconds(5);
    static final String TIMER = "leaving";

    private Restarts() {}

    static void begin(Turn turn, Asker asker) {
        Optional<Reply.Refused> objection = objection(turn);
        if (objection.isPresent()) {
            Askers.answer(turn, asker, objection.get());
            return;
        }
        turn.wall().ifPresent(at -> {
            Duration within = NodeSettings.restartWithin(turn.lcd(), turn.self());
            RestartWord word = new RestartWord(turn.life(), within, turn.now());
            Rulings.write(turn, RestartWord.MATTER, turn.self().value(), word.toString(), new RulingRow.Said(at, "", ""));
            turn.mind.closing = Optional.of(new Soft.Closing(asker, Leases.handOver(turn, within), List.of(), true));
            turn.note(Note.of(NoteCode.RESTART_ANNOUNCED).with("rule", "RC-110").with("within-s", within.toSeconds())
                    .with("peers", PeerNote.nodes(others(turn))));
            turn.wake(TIMER, PEERS_KNOW_WITHIN);
        });
    }

    /** The peers that have to know: all but those that are known to be off. */
    private static List<NodeId> others(Turn turn) {
        return turn.peers().stream().filter(peer -> !Peers.isKnownOff(turn, peer)).toList();
    }

    private static Optional<Reply.Refused> objection(Turn turn) {
        Optional<Reply.Refused> byVoters = byVoters(turn);
        if (byVoters.isPresent()) {
            return byVoters;
        }
        if (turn.wall().isEmpty()) {
            return refusal("Node " + turn.self() + " has not read its clock yet", "Try again in a moment");
        }
        if (turn.mind.start == Soft.Start.WAITING) {
            return refusal("Node " + turn.self() + " does not know yet what its peers own", "Wait until it does; see status");
        }
        Optional<NodeId> away = turn.peers().stream().filter(peer -> Absences.isGone(turn, peer)).findFirst();
        if (away.isPresent()) {
            return refusal("Node " + Absences.sentence(turn, away.get()), "One after the other: wait until it is back");
        }
        Optional<NodeId> hasty = turn.peers().stream().filter(peer -> Peers.isKnownOff(turn, peer) && isHasty(turn, peer))
                .findFirst();
        if (hasty.isPresent()) {
            return refusal("Node " + hasty.get() + " is off, and when it starts it would wait for " + turn.self()
                    + " for a shorter time than the restart may take",
                    "Set a longer start-alone-after of " + hasty.get()
                            + ", or a shorter restart-within of " + turn.self());
        }
        return trouble(turn).map(why -> new Reply.Refused(Reply.Refusal.NOT_NOW, why, "See status; or use vigil stop"));
    }

    /** RC-114: what voters cannot keep for so long. */
    private static Optional<Reply.Refused> byVoters(Turn turn) {
        if (Grantor.mode(turn) == QuorumMode.STORAGE) {
            return refusal(
                    "A restart without a failover is not possible while a folder votes: it keeps nothing for longer than its"
                            + " lease",
                    "Move its hierarchies first: vigil switchover");
        }
        Duration within = NodeSettings.restartWithin(turn.lcd(), turn.self());
        if (turn.config().isByMajority() && within.compareTo(Tenure.HandOver.LONGEST) > 0) {
            return refusal("Voters keep nothing for longer than " + Tenure.HandOver.LONGEST.toSeconds()
                    + " s for a node that restarts, and restart-within of " + turn.self() + " is " + within.toSeconds() + " s",
                    "Set a shorter restart-within of " + turn.self());
        }
        return Optional.empty();
    }

    /** It would know nothing of the restart, and start alone meanwhile. */
    private static boolean isHasty(Turn turn, NodeId peer) {
        return NodeSettings.aloneAfter(turn.lcd(), peer)
                .filter(after -> after.compareTo(NodeSettings.restartWithin(turn.lcd(), turn.self())) <= 0).isPresent();
    }

    private static Optional<Reply.Refused> refusal(String sentence, String hint) {
        return Optional.of(new Reply.Refused(Reply.Refusal.NOT_NOW, sentence, hint));
    }

    /** RC-113: why this node cannot go now. Asked when the restart is wished for, and until all peers know. */
    private static Optional<String> trouble(Turn turn) {
        if (turn.mind.isStorageFailed()) {
            return Optional.of("The disk of " + turn.self() + " takes no changes");
        }
        if (turn.mind.stall.isPresent() || !turn.mind.yielding.isEmpty()) {
            return Optional.of("Node " + turn.self() + " does not know whether it still owns what it holds");
        }
        return silent(turn).or(() -> alsoLeaving(turn)).or(() -> busy(turn)).or(() -> doubtful(turn)).or(() -> contested(turn));
    }

    /** A peer that lives and was not told would take over. */
    private static Optional<String> silent(Turn turn) {
        return others(turn).stream().filter(peer -> !turn.mind.isKnown(peer)).findFirst()
                .map(peer -> "Node " + peer + " is silent and not known to be off: it would take over what " + turn.self()
                        + " leaves running");
    }

    /** Of two that go at the same time the one with the lower name goes on. */
    private static Optional<String> alsoLeaving(Turn turn) {
        return turn.peers().stream().filter(peer -> peer.compareTo(turn.self()) < 0 && Absences.isGone(turn, peer)).findFirst()
                .map(peer -> "Node " + Absences.sentence(turn, peer));
    }

    private static Optional<String> busy(Turn turn) {
        Optional<String> task = turn.mind.tasks.values().stream().findFirst()
                .map(work -> turn.self() + " is at work with " + work.unit() + " (" + work.kind() + ")");
        return task.or(() -> turn.mind.calls.values().stream().filter(call -> !isHarmless(call.action())).findFirst()
                .map(call -> call.action().word() + " of " + call.tag() + " is still running"))
                .or(() -> turn.mind.operation.isPresent() || turn.mind.prepared.isPresent()
                        ? Optional.of("The configuration is just being changed")
                        : Optional.empty());
    }

    private static boolean isHarmless(Action action) {
        return action == Action.QUICK_CHECK || action == Action.DEEP_CHECK || action == Action.ANNOUNCE;
    }

    /** What is broken here is tried again and again, which the next life would not know. */
    private static Optional<String> doubtful(Turn turn) {
        return Ownership.heldBy(turn.lcd(), turn.self()).stream().map(OwnershipRow::unit)
                .filter(unit -> turn.mind.retries.containsKey(unit) || turn.config().membersOf(unit).stream()
                        .anyMatch(tag -> turn.stateHere(tag).filter(RemovalRules::isInDoubt).isPresent()))
                .findFirst().map(unit -> "Not all of " + unit + " is well on " + turn.self());
    }

    /** While it was away the other owner would be the only one, and the contest over. */
    private static Optional<String> contested(Turn turn) {
        return Ownership.heldBy(turn.lcd(), turn.self()).stream()
                .flatMap(row -> Contests.obstacle(turn, row.unit()).stream()).findFirst();
    }

    /** At the end of each step. */
    static void follow(Turn turn) {
        turn.mind.closing.filter(closing -> closing.isHandOver() && !isReady(closing)).ifPresent(closing -> {
            Optional<RulingRow> row = RestartWord.rowOf(turn.lcd(), turn.self());
            Optional<String> trouble = row.isEmpty()
                    ? Optional.of("The disk of " + turn.self() + " takes no changes")
                    : trouble(turn);
            if (trouble.isPresent()) {
                callOff(turn, closing.asker(), trouble.get());
            } else if (closing.left().isEmpty() && row.filter(mine -> unaware(turn, mine).isEmpty()).isPresent()) {
                turn.mind.closing = Optional.of(new Soft.Closing(Asker.NOBODY, new TreeSet<>(), List.of(), true));
                turn.note(Note.of(NoteCode.RESTART_READY).with("rule", "RC-110").with("units", String.join(",",
                        Ownership.heldBy(turn.lcd(), turn.self()).stream().map(held -> held.unit().value()).toList())));
                Askers.done(turn, closing.asker(),
                        turn.self() + " ends and leaves running what it owns; its peers wait for it");
            }
        });
    }

    /** RC-114: all voters keep this unit until the next life is there. */
    static void agreed(Turn turn, UnitId unit) {
        turn.mind.closing.filter(closing -> closing.isHandOver() && !isReady(closing)).ifPresent(closing -> {
            SortedSet<UnitId> left = new TreeSet<>(closing.left());
            left.remove(unit);
            turn.mind.closing = Optional.of(new Soft.Closing(closing.asker(), left, closing.troubles(), true));
        });
    }

    /** Everybody knows: nobody waits for an answer any more, and the process is about to end. */
    private static boolean isReady(Soft.Closing closing) {
        return closing.asker().equals(Asker.NOBODY);
    }

    /** What fails now is found by the next life. */
    static boolean hasLeft(Turn turn) {
        return turn.mind.closing.filter(closing -> closing.isHandOver() && isReady(closing)).isPresent();
    }

    /** It has said that it restarts, and takes no other command. */
    static boolean isLeaving(Turn turn) {
        return turn.mind.closing.filter(Soft.Closing::isHandOver).isPresent();
    }

    private static List<NodeId> unaware(Turn turn, RulingRow mine) {
        return others(turn).stream().filter(peer -> turn.lcd().status(peer).ruling(RestartWord.MATTER, turn.self().value())
                .filter(row -> row.word().equals(mine.word())).isEmpty()).toList();
    }

    static void patienceEnded(Turn turn) {
        turn.mind.closing.filter(closing -> closing.isHandOver() && !isReady(closing)).ifPresent(closing -> {
            String nodes = RestartWord.rowOf(turn.lcd(), turn.self()).map(mine -> PeerNote.nodes(unaware(turn, mine))).orElse("");
            callOff(turn, closing.asker(), nodes.isEmpty()
                    ? "Not all voters have agreed in time to keep " + closing.left().first() + " while " + turn.self()
                            + " is away; one of them is silent, or its version is older"
                    : nodes + " did not say in time that it knows of the restart; its version may be older");
        });
    }

    private static void callOff(Turn turn, Asker asker, String why) {
        turn.mind.closing = Optional.empty();
        Rulings.drop(turn, RestartWord.MATTER, turn.self().value());
        Leases.takeBack(turn);
        turn.note(Note.of(NoteCode.RESTART_CALLED_OFF).with("rule", "RC-113").with("reason", why));
        turn.wake("moves", Duration.ZERO); // what was withheld meanwhile
        turn.wake("switchback", Duration.ZERO);
        Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, why, "Nothing was changed; see status, or use vigil stop");
    }

    /** The node is to stop after all. */
    static void giveUp(Turn turn) {
        turn.mind.closing.filter(closing -> closing.isHandOver() && !isReady(closing))
                .ifPresent(closing -> callOff(turn, closing.asker(), turn.self() + " is stopped instead"));
    }

    /** What was said with the store that failed was never said: whoever asked was refused, and the process goes on. */
    static void storageFailed(Turn turn) {
        if (hasLeft(turn)) {
            turn.mind.closing = Optional.empty();
        }
    }

    /**
     * RC-112: whether the next life finds what the last one left running, as it was left. Whether there is time left the guard knows, which
     * stands by the clock of the machine; that of a process begins with it.
     */
    static boolean isContinued(Turn turn, Event.Started event) {
        return event.isKept() && Departures.sentence(turn).isEmpty()
                && RestartWord.backBy(event.lcd(), event.self()).isPresent();
    }

    /** Of an earlier life, whatever became of it. */
    static void forget(Turn turn) {
        RestartWord.rowOf(turn.lcd(), turn.self()).ifPresent(row -> turn.drop(row.key()));
    }

    /** It stays what it was; that each resource runs is looked at now, and what does not has failed. */
    static void adopt(Turn turn, OwnershipRow row) {
        SortedSet<Tag> tags = new TreeSet<>();
        turn.config().membersOf(row.unit()).stream().filter(tag -> turn.isInState(tag, ResourceState.ISP)).forEach(tags::add);
        turn.note(Note.of(NoteCode.UNIT_ADOPTED).with("rule", "RC-112").with("unit", row.unit()).with("epoch", row.epoch())
                .with("tags", WireText.tags(tags)));
        Leases.goOn(turn, row.unit());
        tags.forEach(tag -> {
            Checks.begin(turn, tag);
            Topology.target(turn.config(), tag, turn.self()).ifPresent(target -> turn.call(target, Action.QUICK_CHECK,
                    KitLimits.of(target.instance(), Action.QUICK_CHECK), Cause.CHECK));
        });
    }
}
