package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-15: the configuration changes when every configured node has agreed to the next number on top of the same document, except
 * those that were named as silent. What was prepared and not committed never happened. The proposer gives up well before a peer
 * may forget its promise.
 */
final class Proposals {
    private static final Duration PROPOSER_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PROMISE = Duration.ofSeconds(10);

    private Proposals() {}

    /** At the proposer. */
    static void begin(Turn turn, Operation operation, List<Change> changes, List<NodeId> without) {
        Optional<NodeId> silent = turn.peers().stream().filter(peer -> !turn.mind.isAlive(peer) && !without.contains(peer))
                .findFirst();
        if (silent.isPresent()) {
            Operations.refused(turn, operation, "Node " + silent.get() + " cannot be asked, and must agree to every change",
                    "Start it, or name it with --without: it may start nothing until it has caught up");
            return;
        }
        if (turn.mind.prepared.filter(other -> !other.proposer().equals(turn.self())).isPresent()) {
            Operations.refused(turn, operation,
                    "Node " + turn.mind.prepared.get().proposer() + " is changing the configuration at the same time",
                    "Try again");
            return;
        }
        SortedSet<NodeId> awaited = new TreeSet<>(turn.peers());
        without.forEach(node -> awaited.remove(node));
        Revision number = turn.config().number().next();
        Operation proposing = operation.at(new Operation.Stage.Proposing(number, changes, awaited, without),
                turn.now().plus(PROPOSER_PATIENCE));
        turn.mind.operation = Optional.of(proposing);
        PeerNote ask = new PeerNote.Prepare(number, ConfigHash.of(turn.config()), changes);
        awaited.forEach(peer -> turn.tell(peer, ask));
        turn.wake("operation", PROPOSER_PATIENCE);
        commitIfAgreed(turn, proposing);
    }

    /** At every other node. */
    static void asked(Turn turn, NodeId from, PeerNote.Prepare prepare) {
        String objection = objection(turn, from, prepare);
        if (objection.isEmpty()) {
            turn.mind.operation.filter(own -> own.stage() instanceof Operation.Stage.Proposing)
                    .ifPresent(own -> withdraw(turn, own, "Node " + from + " is changing the configuration at the same time"));
            turn.mind.prepared = Optional.of(new Soft.PreparedChange(from, prepare));
            turn.wake("promise", PROMISE);
        }
        turn.tell(from, new PeerNote.Prepared(prepare.number(), objection));
    }

    private static String objection(Turn turn, NodeId from, PeerNote.Prepare prepare) {
        if (turn.mind.isStorageFailed()) {
            return "its disk takes no changes";
        }
        if (!prepare.number().equals(turn.config().number().next()) || prepare.base() != ConfigHash.of(turn.config())) {
            return "it holds configuration " + turn.config().number() + ", on which " + prepare.number() + " does not build";
        }
        Optional<NodeId> other = turn.mind.prepared.map(Soft.PreparedChange::proposer).filter(node -> !node.equals(from));
        if (other.isPresent()) {
            return other.get() + " is changing the configuration at the same time";
        }
        List<UnitId> hindering = Removals.hindering(turn, turn.config().next(prepare.changes()));
        if (!hindering.isEmpty()) {
            return "it is at work with " + hindering.getFirst() + ", or that may still run there";
        }
        Optional<UnitId> contested = Contests.reshaped(turn, turn.config().next(prepare.changes()));
        if (contested.isPresent()) {
            return contested.get() + " has two owners, and waits for vigil heal keep";
        }
        Optional<String> living = Departures.objection(turn, prepare.changes());
        if (living.isPresent()) {
            return living.get();
        }
        boolean isProposing = turn.mind.operation.filter(own -> own.stage() instanceof Operation.Stage.Proposing).isPresent();
        return isProposing && turn.self().compareTo(from) < 0 ? "it is changing the configuration itself" : "";
    }

    /** At the proposer again. */
    static void answered(Turn turn, NodeId from, PeerNote.Prepared answer) {
        Operation operation = turn.mind.operation.orElse(null);
        if (operation == null || !(operation.stage() instanceof Operation.Stage.Proposing stage)
                || !stage.proposal().equals(answer.number()) || !stage.awaited().contains(from)) {
            return;
        }
        if (!answer.objection().isEmpty()) {
            withdraw(turn, operation, "Node " + from + " does not agree: " + answer.objection());
            return;
        }
        SortedSet<NodeId> left = new TreeSet<>(stage.awaited());
        left.remove(from);
        Operation next = operation.at(new Operation.Stage.Proposing(stage.proposal(), stage.changes(), left, stage.without()),
                operation.deadline());
        turn.mind.operation = Optional.of(next);
        commitIfAgreed(turn, next);
    }

    private static void commitIfAgreed(Turn turn, Operation operation) {
        if (!(operation.stage() instanceof Operation.Stage.Proposing stage) || !stage.awaited().isEmpty()) {
            return;
        }
        if (operation.deadline().isBefore(turn.now())) {
            withdraw(turn, operation, "The last answer came too late");
            return;
        }
        List<UnitId> hindering = Removals.hindering(turn, turn.config().next(stage.changes()));
        if (!hindering.isEmpty()) {
            withdraw(turn, operation, "Work with " + hindering.getFirst() + " has begun meanwhile on " + turn.self());
            return;
        }
        Optional<UnitId> contested = Contests.reshaped(turn, turn.config().next(stage.changes()));
        if (contested.isPresent()) {
            withdraw(turn, operation, contested.get() + " has two owners, and waits for vigil heal keep");
            return;
        }
        Optional<NodeId> back = Departures.backAgain(turn, stage.changes(), stage.without());
        if (back.isPresent()) {
            withdraw(turn, operation, "Node " + back.get() + " is heard again");
            return;
        }
        turn.note(Note.of(NoteCode.CONFIG_COMMITTED).with("rule", "RC-15").with("number", stage.proposal())
                .with("changes", stage.changes().size()).with("without", PeerNote.nodes(stage.without())));
        List<NodeId> others = turn.peers().stream().filter(turn.mind::isAlive).toList(); // who leaves by it has to know
        Config before = turn.config();
        turn.entry(new Entry.ConfigChanged(stage.proposal(), stage.changes()));
        ConfigEffects.apply(turn, before);
        others.forEach(peer -> turn.tell(peer, new PeerNote.Commit(stage.proposal(), stage.changes())));
        Operations.committed(turn, operation);
    }

    /** At every other node. */
    static void committed(Turn turn, NodeId from, PeerNote.Commit commit) {
        turn.mind.prepared = turn.mind.prepared.filter(own -> !own.proposer().equals(from));
        int byNumber = commit.number().compareTo(turn.config().number().next());
        if (byNumber > 0) {
            turn.tell(from, new PeerNote.WantConfig());
        } else if (byNumber == 0 && !Removals.isTooEarly(turn, turn.config().next(commit.changes()), from)) {
            turn.note(Note.of(NoteCode.CONFIG_COMMITTED).with("rule", "RC-15").with("number", commit.number())
                    .with("changes", commit.changes().size()).with("from", from));
            Config before = turn.config();
            turn.entry(new Entry.ConfigChanged(commit.number(), commit.changes()));
            ConfigEffects.apply(turn, before);
        }
    }

    static void dropped(Turn turn, NodeId from, PeerNote.Dropped dropped) {
        turn.mind.prepared = turn.mind.prepared
                .filter(own -> !own.proposer().equals(from) || !own.prepare().number().equals(dropped.number()));
    }

    static void promiseEnded(Turn turn) {
        if (Departures.isGoing(turn) && turn.mind.prepared.filter(own -> turn.mind.isKnown(own.proposer())).isEmpty()) {
            turn.wake("promise", PROMISE); // RC-121: it may have left, and nobody here knows
            return;
        }
        turn.mind.prepared.ifPresent(own -> turn.note(Note.of(NoteCode.PROMISE_EXPIRED).with("rule", "RC-15")
                .with("proposer", own.proposer()).with("number", own.prepare().number())));
        turn.mind.prepared = Optional.empty();
    }

    static void patienceEnded(Turn turn, Operation operation) {
        if (operation.stage() instanceof Operation.Stage.Proposing stage && !turn.now().isBefore(operation.deadline())) {
            withdraw(turn, operation, "Node " + stage.awaited().first() + " did not answer");
        }
    }

    static void withdraw(Turn turn, Operation operation, String why) {
        if (operation.stage() instanceof Operation.Stage.Proposing stage) {
            turn.peers().stream().filter(peer -> !stage.without().contains(peer))
                    .forEach(peer -> turn.tell(peer, new PeerNote.Dropped(stage.proposal())));
        }
        Operations.refused(turn, operation, why, "Nothing was changed; try again");
    }
}
