package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Tag;

/** RC-6, RC-9: what follows once a descent can do no more: release and hand over, or keep the unit because something may still run. */
final class DescentEnd {
    static final Duration RETRY_AFTER = Duration.ofMinutes(1);
    /** Longer than a returning path needs to be alive in both directions, in every profile. */
    static final Duration RIVAL_IS_HEARD_WITHIN = Duration.ofSeconds(2);
    static final Duration YIELD_AGAIN_AFTER = Duration.ofSeconds(10);

    private DescentEnd() {}

    static void end(Turn turn, UnitTask task) {
        turn.mind.tasks.remove(task.unit());
        boolean isAllOut = Descent.isAllOut(turn, task);
        turn.put(Descent.rows(turn, task));
        turn.config().membersOf(task.unit()).stream().filter(tag -> turn.isInState(tag, ResourceState.ISP))
                .forEach(tag -> Checks.schedule(turn, tag));
        if (!task.progress().isClean() || task.after() instanceof After.HandTo && !isAllOut) {
            keep(turn, task);
            return;
        }
        if (!task.tags().isEmpty()) {
            turn.note(Note.of(NoteCode.OUT_OF_SERVICE).with("rule", "RC-6").with("unit", task.unit())
                    .with("tags", WireText.tags(task.tags())).with("cause", task.cause())
                    .with("took-ms", turn.now().since(task.began()).toMillis()));
        }
        if (isAllOut) {
            Descent.release(turn, task.unit());
        }
        if (isAllOut || task.cause() == Cause.START) {
            turn.mind.yielding.remove(task.unit());
        }
        follow(turn, task);
    }

    private static void follow(Turn turn, UnitTask task) {
        switch (task.after()) {
            case After.Rest rest -> {
                Askers.answer(turn, task.asker(), reply(turn, task));
                rest(turn, task);
            }
            case After.HandTo to -> {
                if (turn.mind.isStorageFailed()) {
                    ResourceFailure.later(turn, task.unit(), to.tags());
                } else {
                    Handover.give(turn, task, to);
                }
            }
            case After.Retry retry -> ResourceFailure.laterUnlessElsewhere(turn, task.unit(), retry.tags());
        }
    }

    /** The peers may turn out not to have taken what was let go for them: at once, when they are known, or later. */
    private static void rest(Turn turn, UnitTask task) {
        SortedSet<Tag> kept = turn.mind.retries.get(task.unit());
        if (task.cause() == Cause.START) {
            Starting.restore(turn, task.unit());
        } else if (kept != null && task.cause() == Cause.LEASE) {
            ResourceFailure.retry(turn, task.unit());
        } else if (kept != null && (task.cause() == Cause.HEAL || task.cause() == Cause.STALL)) {
            ResourceFailure.later(turn, task.unit(), kept);
            if (isAnyPeerDead(turn)) {
                // The rival that was given way to has spoken, yet its heartbeats are still counted silent: they will follow.
                turn.wake("retry/" + task.unit(), RIVAL_IS_HEARD_WITHIN);
            } else if (Grantor.unknown(turn).isEmpty() && turn.mind.stall.isEmpty() && !Heal.isOpen(turn, task.unit())) {
                ResourceFailure.retry(turn, task.unit());
            }
        }
    }

    private static boolean isAnyPeerDead(Turn turn) {
        return turn.mind.peers.values().stream().anyMatch(peer -> peer.health() == PeerHealth.DEAD);
    }

    private static Reply reply(Turn turn, UnitTask task) {
        if (!task.scars().isEmpty()) {
            return new Reply.Refused(Reply.Refusal.FAILED, ClimbFailure.sentence(turn, task.scars()),
                    "See the history of the node");
        }
        return new Reply.Done(List.of(WireText.tags(task.tags()) + " out of service on " + turn.self()));
    }

    /** Something may still be running here: the unit stays, and nobody else may start it. */
    private static void keep(Turn turn, UnitTask task) {
        SortedMap<Tag, String> troubles = task.troubles();
        String sentence = String.join("; ", troubles.entrySet().stream()
                .map(e -> e.getKey() + " could not be taken out of service on " + turn.self() + ": " + e.getValue()).toList());
        turn.note(Note.of(NoteCode.UNIT_KEPT).with("rule", "RC-9").with("unit", task.unit())
                .with("tags", WireText.tags(new TreeMap<>(troubles).keySet())).with("detail", sentence));
        if (turn.mind.yielding.contains(task.unit())) {
            turn.wake("yield/" + task.unit(), YIELD_AGAIN_AFTER);
        }
        Reply.Refusal refusal = task.progress().doubtful().isEmpty() ? Reply.Refusal.FAILED : Reply.Refusal.UNKNOWN;
        Askers.answer(turn, task.asker(), new Reply.Refused(refusal, sentence,
                "It stays on " + turn.self() + "; end it by hand there, then take it out of service again"));
        Halts.consider(turn, task);
    }
}
