package dev.vigil.recovery;

import java.time.Duration;
import java.util.Optional;

import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-119: with quorum off, before a unit is taken over from a silent node, the network is asked whether anybody still serves at the unit's
 * addresses; while somebody does, nothing of it starts here. The question begins with the first suspicion, so that it is answered when
 * the node is found dead.
 */
final class SafetyCheck {
    /** The hands answer much earlier; an answer that has not come by then is lost. */
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    /** How long it counts that nobody answered, once the node is dead. */
    private static final Duration COUNTS_FOR = Duration.ofSeconds(5);
    /** Who has answered since the death must be unheard so often in a row: one lost answer is no death. */
    private static final int MOST_MISSED = 2;
    private static final Duration MISSED_AGAIN_AFTER = Duration.ofMillis(100);
    private static final Ticks PAST = new Ticks(Long.MIN_VALUE);
    private static final int MOST_LOST = 1;

    private SafetyCheck() {}

    static boolean isOn(Turn turn, UnitId unit) {
        return !turn.config().isByMajority() && !Fencing.isRequired(turn)
                && Policies.isSafetyChecked(turn.config(), unit, turn.self());
    }

    /** A path is suspect: should that be the beginning of the end of its node, the answer is there in time. */
    static void pathChanged(Turn turn, NodeId peer, PathHealth health) {
        if (health == PathHealth.ALIVE) {
            forget(turn, peer);
        } else if (health == PathHealth.SUSPECT && turn.mind.peer(peer).wasHeard() && !Peers.isDead(turn, peer)) {
            Topology.units(turn.config()).stream().filter(unit -> isLast(turn, unit, peer) && isHeir(turn, unit, peer))
                    .filter(unit -> !isOut(turn, unit)).forEach(unit -> ask(turn, unit, peer, 0));
        }
    }

    /** What was asked before the node was last heard says nothing; who answered is asked once more, since his gate may have shut. */
    static void died(Turn turn, NodeId peer, Duration silence) {
        turn.mind.safety.values().removeIf(work -> work.silent().equals(peer) && work.server().isEmpty()
                && !work.isWithin(silence, turn.now()));
        turn.mind.safety.replaceAll((unit, work) -> work.silent().equals(peer)
                ? work.lasting(work.server().isPresent() ? PAST : turn.now().plus(COUNTS_FOR))
                : work);
    }

    static void forget(Turn turn, NodeId peer) {
        turn.mind.safety.values().removeIf(work -> work.silent().equals(peer));
    }

    /** As if the question had been asked, and nobody had answered. */
    static void suppose(Turn turn, NodeId dead) {
        Topology.units(turn.config()).stream().filter(unit -> isLast(turn, unit, dead))
                .filter(unit -> work(turn, unit, dead).isEmpty() || !Peers.isDead(turn, dead))
                .forEach(unit -> turn.mind.safety.put(unit, SafetyWork.asking(dead, 0, turn.now())
                        .answered(new SafetyAnswer.Nobody(), turn.now())));
    }

    /** Why nothing of the unit starts here. */
    static Optional<String> obstacle(Turn turn, UnitId unit) {
        return silent(turn, unit).flatMap(node -> served(turn, unit, node).or(() -> pending(turn, unit, node)));
    }

    /** The same for a person, whatever else holds the failover and whoever would do it: who asks before it is known has it asked. */
    static Optional<String> obstacleByHand(Turn turn, UnitId unit) {
        Optional<NodeId> node = silent(turn, unit);
        node.filter(dead -> work(turn, unit, dead).filter(work -> isGood(turn, work)).isEmpty())
                .ifPresent(dead -> ask(turn, unit, dead, 0));
        return node.filter(dead -> work(turn, unit, dead).filter(work -> work.isCleared(turn.now())).isEmpty())
                .map(dead -> served(turn, unit, dead).orElseGet(() -> asking(unit, dead)));
    }

    private static String asking(UnitId unit, NodeId node) {
        return node + " is silent, and whether anybody still serves " + unit + " is being asked";
    }

    /** Somebody still serves. */
    static Optional<String> served(Turn turn, UnitId unit, NodeId node) {
        return work(turn, unit, node).filter(work -> silent(turn, unit).isPresent() && work.isServed(turn.now()))
                .flatMap(SafetyWork::server)
                .map(who -> node + " is silent, but " + who + " answers: " + unit + " is left where it is");
    }

    /** It is not known yet. */
    static Optional<String> pending(Turn turn, UnitId unit, NodeId node) {
        boolean isOpen = silent(turn, unit).isPresent()
                && work(turn, unit, node).map(work -> !work.isCleared(turn.now())).orElseGet(() -> isHeir(turn, unit, node));
        return isOpen
                ? Optional.of(asking(unit, node))
                : Optional.empty();
    }

    /** The dead node that owned the unit last, of whom nobody has said that it runs nothing. */
    private static Optional<NodeId> silent(Turn turn, UnitId unit) {
        return Ownership.last(turn.lcd(), unit).map(OwnershipRow::node)
                .filter(node -> turn.mind.peer(node).health() == PeerHealth.DEAD && !Verdicts.isCalledDead(turn, node))
                .filter(node -> isOn(turn, unit));
    }

    private static Optional<SafetyWork> work(Turn turn, UnitId unit, NodeId node) {
        return Optional.ofNullable(turn.mind.safety.get(unit)).filter(work -> work.silent().equals(node));
    }

    private static boolean isOut(Turn turn, UnitId unit) {
        return Optional.ofNullable(turn.mind.safety.get(unit)).filter(SafetyWork::isOut).isPresent();
    }

    private static boolean isLast(Turn turn, UnitId unit, NodeId node) {
        return isOn(turn, unit) && Ownership.last(turn.lcd(), unit).filter(row -> row.node().equals(node)).isPresent();
    }

    private static boolean isHeir(Turn turn, UnitId unit, NodeId node) {
        return Failover.plan(turn, unit, node) instanceof Failover.Plan.To to && to.node().equals(turn.self());
    }

    /** At the end of each step: what is still to be taken over is asked for, what is not is forgotten. */
    static void follow(Turn turn) {
        turn.mind.safety.entrySet().removeIf(entry -> !isLast(turn, entry.getKey(), entry.getValue().silent()));
        if (turn.peers().stream().noneMatch(peer -> turn.mind.peer(peer).health() == PeerHealth.DEAD)) {
            return;
        }
        for (UnitId unit : Topology.units(turn.config())) {
            silent(turn, unit).filter(node -> !turn.mind.tasks.containsKey(unit) && isHeir(turn, unit, node))
                    .filter(node -> !Ownership.holds(turn.lcd(), turn.self(), unit)
                            && Grantor.hindrance(turn, unit).isEmpty())
                    .filter(node -> work(turn, unit, node).filter(work -> isGood(turn, work)).isEmpty())
                    .ifPresent(node -> ask(turn, unit, node, 0));
        }
    }

    private static boolean isGood(Turn turn, SafetyWork work) {
        return work.isOut() || work.isServed(turn.now()) || work.isCleared(turn.now());
    }

    private static void ask(Turn turn, UnitId unit, NodeId node, int lost) {
        long number = turn.mind.nextNumber();
        turn.mind.safety.put(unit, work(turn, unit, node).map(work -> work.again(number, turn.now(), lost))
                .orElseGet(() -> SafetyWork.asking(node, number, turn.now())));
        turn.askSafety(new Decision.AskSafety(number, unit));
        turn.wake(timer(unit), PATIENCE);
    }

    static void answered(Turn turn, long number, SafetyAnswer answer) {
        turn.mind.safety.entrySet().stream().filter(entry -> entry.getValue().isOut() && entry.getValue().number() == number)
                .findFirst().ifPresent(asked -> take(turn, asked.getKey(), asked.getValue(), answer));
    }

    /** An answer is in. Who answered before, and cannot be asked any more, counts as answering: then this node may be the one that is cut off. */
    private static void take(Turn turn, UnitId unit, SafetyWork before, SafetyAnswer answer) {
        if (answer instanceof SafetyAnswer.Nobody && before.isServed(turn.now()) && before.missed() < MOST_MISSED) {
            turn.mind.safety.put(unit, before.missedOnce(turn.now().plus(COUNTS_FOR)));
            turn.wake(timer(unit), MISSED_AGAIN_AFTER);
            return;
        }
        boolean isLastKnown = answer instanceof SafetyAnswer.Unknown && before.server().isPresent();
        SafetyWork work = before.answered(isLastKnown ? before.answer().orElse(answer) : answer, turn.now().plus(COUNTS_FOR));
        turn.mind.safety.put(unit, work);
        boolean isDead = silent(turn, unit).isPresent();
        boolean isNew = before.isOver(turn.now()) || !before.answer().equals(work.answer());
        if (isNew && (isDead || work.server().isEmpty())) {
            turn.note(said(unit, work.silent(), work.answer().orElse(answer)));
        }
        if (isDead && work.server().isPresent()) {
            turn.wake(timer(unit), AGAIN_AFTER);
        }
        if (isDead && isNew) {
            Failover.reconsider(turn);
        }
    }

    private static Note said(UnitId unit, NodeId node, SafetyAnswer answer) {
        Note note = Note.of(NoteCode.SAFETY_CHECKED).with("rule", "RC-119").with("unit", unit).with("node", node);
        return switch (answer) {
            case SafetyAnswer.Nobody nobody -> note.with("outcome", "nobody").with("detail", "no answer within the limit");
            case SafetyAnswer.Somebody somebody -> note.with("outcome", "somebody").with("detail", somebody.detail());
            case SafetyAnswer.Unknown unknown -> note.with("outcome", "unknown").with("detail", unknown.detail());
        };
    }

    /** An answer is lost, or whoever answered is to be asked again. */
    static void woke(Turn turn, UnitId unit) {
        SafetyWork work = turn.mind.safety.get(unit);
        if (work == null) {
            return;
        }
        if (work.isOut() && work.lost() >= MOST_LOST) {
            take(turn, unit, work, new SafetyAnswer.Unknown("no answer has come back to " + (MOST_LOST + 1) + " questions"));
        } else if (work.isOut()) {
            ask(turn, unit, work.silent(), work.lost() + 1);
        } else if (work.server().isPresent() && silent(turn, unit).isPresent()) {
            ask(turn, unit, work.silent(), 0);
        }
    }

    private static String timer(UnitId unit) {
        return "safety/" + unit;
    }
}
