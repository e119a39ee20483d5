package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.CertificateRow;
import dev.vigil.lcd.model.FenceAction;
import dev.vigil.lcd.model.FenceRow;
import dev.vigil.lcd.model.NodeId;

/** RC-101, RC-103: how a node is fenced: one device of its ladder after the other, until one is confirmed; a fence that failed is none. */
final class Fences {
    private static final Duration TRY_AGAIN_AFTER = Duration.ofMinutes(1);

    private Fences() {}

    static void begin(Turn turn, NodeId victim) {
        Duration delay = FenceTurns.delay(turn, victim);
        turn.mind.fences.put(victim, FenceWork.waiting(victim, Fencing.life(turn, victim)));
        turn.note(Note.of(NoteCode.FENCE_WANTED).with("rule", Fencing.rule(turn)).with("node", victim).with("life",
                Fencing.life(turn, victim)).with("within-ms", delay.toMillis()));
        turn.wake(timer(victim), delay);
    }

    /** The delay is over, or the next round begins. */
    static void woke(Turn turn, NodeId victim) {
        FenceWork work = turn.mind.fences.get(victim);
        if (work != null && work.phase() != FenceWork.Phase.RUNNING && Fencing.isWanted(turn, victim)) {
            run(turn, work, 0);
        }
    }

    private static void run(Turn turn, FenceWork work, int step) {
        List<FenceRow> ladder = Fencing.ladder(turn, work.victim());
        if (step >= ladder.size()) {
            block(turn, ladder.isEmpty() ? work.failing("there is no fence device for it") : work);
            return;
        }
        FenceRow device = ladder.get(step);
        long number = turn.mind.nextNumber();
        turn.mind.fences.put(work.victim(), work.running(step, number));
        turn.note(Note.of(NoteCode.FENCE_BEGINS).with("rule", "RC-103").with("node", work.victim()).with("life", work.life())
                .with("device", device.name()).with("action", device.agent().action().word()));
        turn.fence(new Decision.Fence(number, work.victim(), device.name()));
    }

    static void finished(Turn turn, long number, FenceOutcome outcome) {
        Optional<FenceWork> found = turn.mind.fences.values().stream()
                .filter(work -> work.phase() == FenceWork.Phase.RUNNING && work.number() == number).findFirst();
        if (found.isEmpty()) {
            return; // called off meanwhile
        }
        FenceWork work = found.get();
        List<FenceRow> ladder = Fencing.ladder(turn, work.victim());
        String device = work.step() < ladder.size() ? ladder.get(work.step()).name().value() : "a deleted device";
        switch (outcome) {
            case FenceOutcome.Confirmed confirmed -> confirmed(turn, work, device, confirmed.took());
            case FenceOutcome.Failed failed -> failed(turn, work, device, "failed", failed.detail());
            case FenceOutcome.Unknown unknown -> failed(turn, work, device, "unknown", unknown.detail());
        }
    }

    private static void confirmed(Turn turn, FenceWork work, String device, Duration took) {
        NodeId victim = work.victim();
        boolean isOff = Fencing.ladder(turn, victim).stream().filter(row -> row.name().value().equals(device))
                .allMatch(row -> row.agent().action() == FenceAction.OFF);
        CertificateRow.End end = isOff ? CertificateRow.End.OFF : CertificateRow.End.REBOOTED;
        turn.mind.fences.remove(victim);
        Certificates.write(turn, victim, work.life(), end, device, work.number());
        turn.note(Note.of(NoteCode.FENCED).with("rule", "RC-101").with("node", victim).with("life", work.life())
                .with("end", end.word()).with("device", device).with("took-ms", took.toMillis()));
        Askers.done(turn, work.asker(), victim + " is fenced: " + device + " says that it is " + end.word());
        if (isCleared(turn, work)) {
            cleared(turn, victim);
        }
    }

    private static void failed(Turn turn, FenceWork work, String device, String word, String detail) {
        turn.note(Note.of(NoteCode.FENCE_FAILED).with("rule", "RC-103").with("node", work.victim()).with("device", device)
                .with("outcome", word).with("detail", detail));
        run(turn, work.failing(device + ": " + detail), work.step() + 1);
    }

    /** RC-103: not fenced is not dead. Nothing moves; it is tried again, and a person may say what is true. */
    private static void block(Turn turn, FenceWork work) {
        NodeId victim = work.victim();
        String why = String.join("; ", work.failures());
        turn.note(Note.of(NoteCode.FENCE_BLOCKED).with("rule", "RC-103").with("node", victim).with("reason", why));
        Askers.refuse(turn, work.asker(), Reply.Refusal.FAILED, victim + " could not be fenced: " + why,
                "Cut its power by hand, then say so: vigil node confirm-dead " + victim);
        if (Fencing.isWanted(turn, victim)) {
            turn.mind.fences.put(victim, work.blocked());
            turn.wake(timer(victim), TRY_AGAIN_AFTER);
        } else {
            turn.mind.fences.remove(victim);
        }
    }

    /** It is heard, or is known to be over, or nothing is at stake any more. */
    static void end(Turn turn, FenceWork work) {
        turn.mind.fences.remove(work.victim());
        if (work.phase() == FenceWork.Phase.RUNNING) {
            turn.abandonFence(work.number());
        }
        if (isCleared(turn, work)) {
            cleared(turn, work.victim());
        } else {
            turn.note(Note.of(NoteCode.FENCE_CALLED_OFF).with("rule", Fencing.rule(turn)).with("node", work.victim()));
        }
    }

    private static boolean isCleared(Turn turn, FenceWork work) {
        NodeId victim = work.victim();
        boolean isAwaited = turn.config().isByMajority()
                ? !Certificates.isCertain(turn, victim, work.life())
                : Fencing.isAwaited(turn, victim);
        return Peers.isDead(turn, victim) && !isAwaited;
    }

    /** What waited for it can begin. */
    private static void cleared(Turn turn, NodeId victim) {
        Handover.peerDied(turn, victim);
        Failover.reconsider(turn);
        ResourceFailure.reconsider(turn);
        Starting.reconsider(turn);
    }

    /** RC-105: a person has a node fenced, whether it is heard or not. */
    static void ask(Turn turn, Asker asker, Request.FenceNode request) {
        NodeId node = request.node();
        FenceWork work = turn.mind.fences.get(node);
        if (turn.config().system(node).isEmpty()) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_FOUND, "There is no node " + node, "See status for those that exist");
        } else if (node.equals(turn.self())) {
            Askers.refuse(turn, asker, Reply.Refusal.INVALID, "Node " + node + " does not fence itself", "Ask another node");
        } else if (Fencing.ladder(turn, node).isEmpty()) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, "There is no fence device for " + node,
                    "Create one: vigil fence create");
        } else if (work != null && work.phase() == FenceWork.Phase.RUNNING) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, node + " is just being fenced", "See status for how it ends");
        } else {
            run(turn, FenceWork.waiting(node, Fencing.life(turn, node)).askedBy(asker), 0);
        }
    }

    private static String timer(NodeId victim) {
        return "fence/" + victim;
    }
}
