package dev.vigil.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.DependencyRow;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.UnitId;

/** RC-24: operations that change the configuration, one at a time for each node, rolled back whole when a step fails. */
final class Operations {
    private static final Duration KITS_PATIENCE = Duration.ofMinutes(10);

    private Operations() {}

    static void change(Turn turn, Asker asker, Request.ChangeConfig request) {
        begin(turn, asker, new Operation.Plan.ChangeRows(request.what()), request.changes(), request.without());
    }

    static void create(Turn turn, Asker asker, Request.CreateResource request) {
        Optional<String> wrong = CreateRules.check(turn.config(), request);
        if (wrong.isPresent()) {
            Askers.refuse(turn, asker, Reply.Refusal.INVALID, wrong.get(), "Nothing was changed");
            return;
        }
        begin(turn, asker, new Operation.Plan.Create(request), Request.puts(List.of(request.resource(), request.instance())),
                List.of());
    }

    static void join(Turn turn, Asker asker, Request.CreateDependency request) {
        Optional<String> wrong = JoinRules.check(turn, request);
        if (wrong.isPresent()) {
            Askers.refuse(turn, asker, Reply.Refusal.INVALID, wrong.get(), "Nothing was changed");
            return;
        }
        Config config = turn.config();
        UnitId kept = config.resource(request.parent()).orElseThrow().unit();
        UnitId gone = config.resource(request.child()).orElseThrow().unit();
        List<Change> changes = new ArrayList<>(Request.puts(List.of(new DependencyRow(request.parent(), request.child()))));
        config.resources().stream().filter(row -> row.unit().equals(gone) && !gone.equals(kept)).map(row -> row.inUnit(kept))
                .map(Change.Put::new).forEach(changes::add);
        begin(turn, asker, new Operation.Plan.Join(request.parent(), request.child(), kept, gone), changes, List.of());
    }

    static void begin(Turn turn, Asker asker, Operation.Plan plan, List<Change> changes, List<NodeId> without) {
        if (isBusy(turn, asker)) {
            return;
        }
        Optional<String> wrong = ConfigRules.check(turn, changes)
                .or(() -> QuorumRules.agreed(turn.config(), changes, without)).or(() -> LossRules.check(turn, changes, without))
                .or(() -> FenceRules.agreedByAll(turn.config(), changes, without));
        if (wrong.isPresent()) {
            Askers.refuse(turn, asker, Reply.Refusal.INVALID, wrong.get(), "Nothing was changed");
            return;
        }
        Proposals.begin(turn, operation(turn, plan, asker), changes, without);
    }

    private static Operation operation(Turn turn, Operation.Plan plan, Asker asker) {
        return new Operation(turn.mind.nextNumber(), plan, asker, new Operation.Stage.Probing(), turn.now(),
                turn.now().plus(KITS_PATIENCE));
    }

    private static boolean isBusy(Turn turn, Asker asker) {
        if (turn.mind.operation.isPresent()) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, turn.self() + " is changing the configuration already",
                    "Wait until it is done");
            return true;
        }
        return false;
    }

    static void extend(Turn turn, Asker asker, Request.Extend request) {
        Optional<Reply.Refused> wrong = ExtendRules.check(turn, request);
        if (wrong.isPresent()) {
            Askers.answer(turn, asker, wrong.get());
            return;
        }
        if (isBusy(turn, asker)) {
            return;
        }
        List<Decision.Target> targets = request.instances().stream()
                .map(row -> new Decision.Target(turn.config().resource(row.tag()).orElseThrow(), row)).toList();
        Operation operation = operation(turn, new Operation.Plan.Extend(request.tag(), request.node(), targets), asker);
        turn.mind.operation = Optional.of(operation);
        turn.wake("operation", KITS_PATIENCE);
        turn.tell(request.node(), new PeerNote.ExtendAsk(operation.number(), Action.CAN_EXTEND, targets));
    }

    static void extendAnswered(Turn turn, PeerNote.ExtendAnswer answer) {
        Operation operation = turn.mind.operation.filter(own -> own.number() == answer.number()).orElse(null);
        if (operation == null || !(operation.plan() instanceof Operation.Plan.Extend plan)) {
            return;
        }
        List<Change> rows = Request.puts(plan.targets().stream().map(Decision.Target::instance).toList());
        if (operation.stage() instanceof Operation.Stage.Probing && answer.action() == Action.CAN_EXTEND) {
            if (answer.objection().isEmpty()) {
                Proposals.begin(turn, operation, rows, List.of());
            } else {
                end(turn, operation, failed(plan, answer.objection()));
            }
        } else if (operation.stage() instanceof Operation.Stage.Working && answer.action() == Action.EXTEND) {
            if (answer.objection().isEmpty()) {
                end(turn, operation, new Reply.Done(List.of(plan.tag() + " is extended to " + plan.node())));
            } else {
                List<Change> undo = plan.targets().stream().<Change>map(t -> new Change.Remove(t.instance().key())).toList();
                undo(turn, operation, failed(plan, answer.objection()), undo);
            }
        }
    }

    private static Reply failed(Operation.Plan.Extend plan, String objection) {
        return new Reply.Refused(Reply.Refusal.FAILED, "Node " + plan.node() + " cannot take it: " + objection,
                "Nothing was changed");
    }

    /** The configuration holds what was planned; kits may have to follow. */
    static void committed(Turn turn, Operation operation) {
        Operation working = operation.at(new Operation.Stage.Working(), turn.now().plus(KITS_PATIENCE));
        switch (operation.plan()) {
            case Operation.Plan.ChangeRows plan -> end(turn, operation, new Reply.Done(List.of(plan.what())));
            case Operation.Plan.Undo plan -> end(turn, operation, plan.reply());
            case Operation.Plan.Join plan -> {
                JoinRules.merge(turn, plan);
                end(turn, operation, new Reply.Done(List.of(plan.parent() + " needs " + plan.child())));
            }
            case Operation.Plan.Extend plan -> {
                turn.mind.operation = Optional.of(working);
                turn.wake("operation", KITS_PATIENCE);
                turn.tell(plan.node(), new PeerNote.ExtendAsk(operation.number(), Action.EXTEND, plan.targets()));
            }
            case Operation.Plan.Create plan -> created(turn, working, plan);
        }
    }

    private static void created(Turn turn, Operation working, Operation.Plan.Create plan) {
        ResourceRow resource = plan.request().resource();
        if (plan.request().after() == Request.After.OUT_OF_SERVICE) {
            end(turn, working, new Reply.Done(List.of(resource.tag() + " is created, out of service")));
            return;
        }
        turn.mind.operation = Optional.of(working);
        Moves.inService(turn, new Asker.Operation(), new Request.InService(resource.tag(), Optional.empty()));
    }

    /** The kits have done what the operation waited for, or not. */
    static void worked(Turn turn, Reply reply) {
        Operation operation = turn.mind.operation.orElse(null);
        if (operation == null || !(operation.plan() instanceof Operation.Plan.Create plan)) {
            return;
        }
        ResourceRow resource = plan.request().resource();
        InstanceRow instance = plan.request().instance();
        boolean isOut = !Ownership.holds(turn.lcd(), turn.self(), resource.unit());
        switch (reply) {
            case Reply.Done done -> end(turn, operation, new Reply.Done(List.of(
                    resource.tag() + " is created and in service on " + instance.node())));
            case Reply.Refused refused -> {
                if (isOut) {
                    undo(turn, operation, refused, List.of(new Change.Remove(instance.key()), new Change.Remove(resource.key())));
                } else {
                    end(turn, operation, refused);
                }
            }
        }
    }

    private static void undo(Turn turn, Operation operation, Reply reply, List<Change> changes) {
        turn.note(Note.of(NoteCode.ROLLED_BACK).with("rule", "RC-24").with("changes", changes.size()));
        Proposals.begin(turn,
                new Operation(operation.number(), new Operation.Plan.Undo(reply), operation.asker(), operation.stage(),
                        operation.since(), operation.deadline()),
                changes, List.of());
    }

    /** The nodes did not agree. */
    static void refused(Turn turn, Operation operation, String sentence, String hint) {
        if (operation.plan() instanceof Operation.Plan.Undo plan && plan.reply() instanceof Reply.Refused first) {
            end(turn, operation,
                    new Reply.Refused(first.refusal(), first.sentence() + ". It could not be rolled back: " + sentence,
                            "Remove what is left by hand"));
            return;
        }
        end(turn, operation, new Reply.Refused(Reply.Refusal.NOT_NOW, sentence, hint));
    }

    static void end(Turn turn, Operation operation, Reply reply) {
        turn.mind.operation = Optional.empty();
        if (reply instanceof Reply.Refused refused) {
            turn.note(Note.of(NoteCode.OPERATION_REFUSED).with("rule", "RC-24").with("reason", refused.sentence()));
        }
        Askers.answer(turn, operation.asker(), reply);
    }

    static void peerLost(Turn turn, NodeId peer, String why) {
        Operation operation = turn.mind.operation.orElse(null);
        if (operation == null) {
            return;
        }
        if (operation.stage() instanceof Operation.Stage.Proposing stage) {
            if (stage.awaited().contains(peer)) {
                Proposals.withdraw(turn, operation, "Node " + peer + " " + why);
            }
        } else if (operation.plan() instanceof Operation.Plan.Extend plan && plan.node().equals(peer)) {
            end(turn, operation,
                    new Reply.Refused(Reply.Refusal.UNKNOWN, "Node " + peer + " " + why + " while it was extended to",
                            "See status, and extend again if it is not there"));
        }
    }

    static void patienceEnded(Turn turn) {
        turn.mind.operation.filter(own -> !turn.now().isBefore(own.deadline())).ifPresent(own -> {
            if (own.stage() instanceof Operation.Stage.Proposing) {
                Proposals.patienceEnded(turn, own);
            } else if (own.plan() instanceof Operation.Plan.Extend plan) {
                end(turn, own, new Reply.Refused(Reply.Refusal.UNKNOWN, "Node " + plan.node() + " did not answer", "See status"));
            }
        });
    }
}
