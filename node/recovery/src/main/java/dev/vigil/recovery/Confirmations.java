package dev.vigil.recovery;

import java.time.Duration;
import java.util.Optional;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Ticks;

/**
 * RC-72: the death of a node that is set so waits until a person confirms it, for a while; then what the node is set to happens. Every
 * living node waits, and whoever is asked tells the others.
 */
final class Confirmations {
    private Confirmations() {}

    /** The node has died. */
    static void begin(Turn turn, NodeId dead) {
        boolean isMissed = Ownership.heldBy(turn.lcd(), dead).stream().map(OwnershipRow::unit)
                .anyMatch(unit -> !Moves.protectedOn(turn, unit, dead).isEmpty());
        if (!isMissed || !NodeSettings.isConfirmed(turn.lcd(), dead) || Verdicts.of(turn, dead).isPresent()) {
            return;
        }
        Duration within = NodeSettings.confirmWithin(turn.lcd(), dead);
        turn.mind.holds.put(dead, turn.now());
        turn.wake("confirm/" + dead, within);
        turn.note(Note.of(NoteCode.CONFIRMATION_WANTED).with("rule", "RC-72").with("node", dead)
                .with("within-s", within.toSeconds())
                .with("then", NodeSettings.value(turn.lcd(), dead, NodeSettings.CONFIRM).orElse("")));
    }

    /** Why nothing is taken over from a node; also asked of one that lives. */
    static Optional<String> obstacle(Turn turn, NodeId dead) {
        Optional<Standing.Verdict> verdict = Verdicts.of(turn, dead);
        if (verdict.isPresent()) {
            return verdict.filter(said -> said == Standing.Verdict.STAY)
                    .map(said -> "an operator has said that nothing is taken over from " + dead);
        }
        if (!NodeSettings.isConfirmed(turn.lcd(), dead)) {
            return Optional.empty();
        }
        Duration within = NodeSettings.confirmWithin(turn.lcd(), dead);
        Ticks since = turn.mind.holds.get(dead);
        if (since == null || turn.now().since(since).compareTo(within) < 0) {
            Duration left = since == null ? within : within.minus(turn.now().since(since));
            return Optional.of("the death of " + dead + " must be confirmed, within " + Alarms.words(left));
        }
        return NodeSettings.proceedsUnconfirmed(turn.lcd(), dead)
                ? Optional.empty()
                : Optional.of("nobody confirmed the death of " + dead + " within " + within.toSeconds() + " s");
    }

    static void timedOut(Turn turn, NodeId node) {
        if (!turn.mind.holds.containsKey(node) || Verdicts.of(turn, node).isPresent()) {
            return;
        }
        turn.note(Note.of(NoteCode.CONFIRMATION_OVER).with("rule", "RC-72").with("node", node).with("then",
                NodeSettings.value(turn.lcd(), node, NodeSettings.CONFIRM).orElse("")));
        Failover.reconsider(turn);
    }

    static void confirm(Turn turn, Asker asker, String caller, Request.ConfirmFailover request) {
        NodeId node = request.node();
        if (turn.config().system(node).isEmpty()) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_FOUND, "There is no node " + node, "See status for those that exist");
        } else if (!turn.mind.holds.containsKey(node)) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, "No failover of " + node + " waits for a confirmation",
                    Peers.isDead(turn, node) ? "See status for what was done about its death" : node + " is not dead");
        } else {
            turn.said(asker, caller, request.reason()).ifPresent(said -> {
                Verdicts.write(turn, node, request.verdict(), said);
                Askers.done(turn, asker, request.verdict() == Standing.Verdict.STAY
                        ? "nothing is taken over from " + node + " until it is heard again or somebody confirms its death"
                        : "what " + node + " owned is taken over");
            });
        }
    }

    /** RC-76: a person says that a silent node runs nothing. */
    static void callDead(Turn turn, Asker asker, String caller, Request.ConfirmDead request) {
        NodeId node = request.node();
        if (turn.config().system(node).isEmpty()) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_FOUND, "There is no node " + node, "See status for those that exist");
        } else if (node.equals(turn.self()) || Peers.isThere(turn, node)) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, "Node " + node + " is heard, so it is not dead",
                    "Stop it, or cut its power, before you say so");
        } else {
            turn.said(asker, caller, request.reason()).ifPresent(said -> {
                Verdicts.write(turn, node, Standing.Verdict.DEAD, said);
                Askers.done(turn, asker, node + " is taken for dead until it is heard");
            });
        }
    }
}
