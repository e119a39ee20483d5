package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** Why a node does nothing with a resource: the rules that would act are asked, in a turn that is thrown away. */
public final class Inquiry {
    private Inquiry() {}

    /** What was not done. */
    public enum Question {
        FAILOVER, SWITCHBACK, REPAIR
    }

    /** One answer: the rule that speaks, whether it would act on the next occasion, and what it says. */
    public record Finding(Question question, String rule, boolean isDue, String sentence, List<Candidate> candidates) {
        public Finding {
            candidates = List.copyOf(candidates);
        }
    }

    /** Empty when there is no such resource. */
    public static List<Finding> whyNot(ClusterView view, Ticks now, Tag tag) {
        Turn turn = new Turn(view, now);
        return Topology.unitOf(turn.config(), tag).map(unit -> {
            List<Finding> findings = new ArrayList<>();
            findings.add(failover(turn, unit));
            findings.addAll(switchback(turn, unit));
            findings.add(repair(turn, unit, tag));
            return findings;
        }).orElse(List.of());
    }

    /** Where the unit could go from the node of this view, should it have to. */
    public static List<Candidate> successors(ClusterView view, Ticks now, UnitId unit) {
        return Placement.others(new Turn(view, now), unit);
    }

    private static Finding failover(Turn turn, UnitId unit) {
        List<Candidate> heirs = Ownership.last(turn.lcd(), unit).map(OwnershipRow::node)
                .map(owner -> Placement.heirs(turn, unit, owner)).orElse(List.of());
        return switch (Failover.judge(turn, unit)) {
            case Failover.Verdict.Due due -> new Finding(Question.FAILOVER, "RC-7", true,
                    "Node " + due.dead() + " " + Peers.words(turn, due.dead()) + ": " + turn.self() + " takes " + unit
                            + " under epoch " + due.epoch()
                            + " on the next occasion",
                    heirs);
            case Failover.Verdict.LeftTo left -> new Finding(Question.FAILOVER, "RC-7", false,
                    "Node " + left.dead() + " " + Peers.words(turn, left.dead()) + ": " + unit + " is left to " + left.node()
                            + ", which comes first",
                    heirs);
            case Failover.Verdict.Withheld no -> new Finding(Question.FAILOVER, no.rule(), false, no.sentence(), heirs);
            case Failover.Verdict.NotDue not -> new Finding(Question.FAILOVER, "RC-7", false, not.sentence(), heirs);
        };
    }

    private static List<Finding> switchback(Turn turn, UnitId unit) {
        if (!Ownership.holds(turn.lcd(), turn.self(), unit)) {
            Optional<NodeId> owner = Ownership.holder(turn.lcd(), unit).map(OwnershipRow::node);
            return List.of(switchback(false, owner.map(node -> "Node " + node + " owns " + unit + " and decides it")
                    .orElse("No node owns " + unit)));
        }
        List<Finding> findings = new ArrayList<>();
        for (NodeId peer : better(turn, unit)) {
            Optional<String> objection = turn.mind.isKnown(peer)
                    ? Switchbacks.objection(turn, unit, peer).or(() -> Switchbacks.hasCome(turn, unit, peer)
                            ? Optional.empty()
                            : Optional.of("its hours have not come, or " + peer + " has not been well for long enough"))
                    : Optional.of("Node " + peer + " " + Peers.words(turn, peer));
            findings.add(switchback(objection.isEmpty(), "To " + peer + ": "
                    + objection.orElse("it goes back on the next occasion")));
        }
        return findings.isEmpty()
                ? List.of(switchback(false, "No node has a better priority for " + unit + " than " + turn.self()))
                : findings;
    }

    private static Finding switchback(boolean isDue, String sentence) {
        return new Finding(Question.SWITCHBACK, "RC-23", isDue, sentence, List.of());
    }

    private static List<NodeId> better(Turn turn, UnitId unit) {
        return turn.config().systems().stream().map(SystemRow::node).filter(node -> !node.equals(turn.self()))
                .filter(node -> Topology.reaches(turn.config(), unit, node))
                .filter(node -> Topology.priority(turn.config(), unit, node)
                        .compareTo(Topology.priority(turn.config(), unit, turn.self())) < 0)
                .toList();
    }

    private static Finding repair(Turn turn, UnitId unit, Tag tag) {
        Optional<Decision.Target> target = Topology.target(turn.config(), tag, turn.self());
        if (target.isEmpty() || !Ownership.holds(turn.lcd(), turn.self(), unit)) {
            return new Finding(Question.REPAIR, "RC-19", false, "Nothing of " + unit + " is held by " + turn.self(), List.of());
        }
        Optional<String> deafness = ResourceFailure.deafness(turn, target.get());
        if (deafness.isEmpty()) {
            return new Finding(Question.REPAIR, "RC-18", false, health(turn, target.get()), List.of());
        }
        String rule = turn.isInState(tag, ResourceState.ISU) ? "RC-31" : "RC-19";
        boolean isRetried = turn.mind.retries.containsKey(unit);
        return new Finding(Question.REPAIR, rule, isRetried, deafness.get() + reason(turn, tag)
                + (isRetried ? "; another try comes within a minute" : ""), ResourceFailure.others(turn, unit, tag));
    }

    private static String reason(Turn turn, Tag tag) {
        return turn.stateHere(tag).map(StateRow::reason).filter(why -> !why.isEmpty()).map(why -> " (" + why + ")").orElse("");
    }

    private static String health(Turn turn, Decision.Target target) {
        Tag tag = target.resource().tag();
        List<String> doubts = new ArrayList<>();
        for (Map.Entry<Doubt, Integer> doubt : turn.mind.cannotTell.entrySet()) {
            if (doubt.getKey().tag().equals(tag)) {
                doubts.add("its " + doubt.getKey().check().word() + " could not tell " + doubt.getValue() + " of "
                        + KitLimits.cannotTell(target.instance()) + " times");
            }
        }
        if (!doubts.isEmpty()) {
            return tag + " is in service: " + String.join(", ", doubts);
        }
        boolean isWatched = !target.instance().checks().equals(InstanceRow.Checks.NONE);
        return tag + " is in service, and " + (isWatched ? "no check of it has failed" : "it is not checked: it has no interval")
                + (target.resource().localRecovery() ? "" : "; it would move and not be repaired in place, by its setting");
    }
}
