package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.QuorumMode;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.recovery.quorum.VoterSet;

/** RC-56: which voters a configuration may name, and how they may change. The answer is the sentence that says what is wrong. */
final class QuorumRules {
    private QuorumRules() {}

    static Optional<String> check(Config before, Config next) {
        return number(before, next).or(() -> leaving(before, next)).or(() -> voters(before, next));
    }

    private static Optional<String> number(Config before, Config next) {
        Optional<QuorumRow> now = before.quorum();
        if (now.isEmpty() || next.quorum().equals(now)) {
            return Optional.empty();
        }
        QuorumRow row = next.quorum().orElse(null);
        if (row == null) {
            return Optional.of("The voters are switched off, not removed: the number of their set must be remembered");
        }
        if (row.loss().leastEpoch().compareTo(now.get().loss().leastEpoch()) < 0) {
            return Optional.of("Since voters were lost nothing is owned under an epoch below " + now.get().loss().leastEpoch()
                    + ", and that must not fall");
        }
        return row.number() > now.get().number()
                ? Optional.empty()
                : Optional.of("The voters have number " + row.number() + ", and had number " + now.get().number()
                        + " before: it must rise, so that words under two sets never mix");
    }

    private static Optional<String> leaving(Config before, Config next) {
        return before.quorum().stream().flatMap(row -> row.voters().stream())
                .filter(voter -> before.system(voter).isPresent() && next.system(voter).isEmpty()).findFirst()
                .map(voter -> "Node " + voter + " is a voter and cannot leave: let others vote in its place first,"
                        + " or switch quorum off");
    }

    private static Optional<String> voters(Config before, Config next) {
        return next.quorum().filter(row -> row.mode() != QuorumMode.OFF)
                .flatMap(row -> lengths(row).or(() -> strangers(next, row)).or(() -> namesake(next, row))
                        .or(() -> idle(next, row, before.quorum().equals(next.quorum()))));
    }

    /** The voters that are new with these changes. */
    static Optional<QuorumRow> changed(Config before, List<Change> changes) {
        return changes.stream().filter(Change.Put.class::isInstance).map(change -> ((Change.Put) change).row())
                .filter(QuorumRow.class::isInstance).map(QuorumRow.class::cast)
                .filter(row -> !before.quorum().equals(Optional.of(row))).findFirst();
    }

    /** RC-64: who has to agree to a change of the voters, and cannot be left out. */
    static Optional<String> agreed(Config before, List<Change> changes, List<NodeId> without) {
        Optional<QuorumRow> next = changed(before, changes);
        if (next.isEmpty() || without.isEmpty() || !next.get().loss().lost().isEmpty()) {
            return Optional.empty();
        }
        return before.isByMajority() && next.get().mode() != QuorumMode.OFF
                ? agreedByMajority(before.quorum().orElseThrow(), without)
                : agreedByAll(without);
    }

    /** A node that does not agree would go on by the rules before, and own beside whom the voters let own. */
    private static Optional<String> agreedByAll(List<NodeId> without) {
        return Optional.of("Who votes is agreed upon by every node, also by " + without.getFirst()
                + ": start it, or mend the paths to it");
    }

    /** What the voters before have granted must be known to those who agree; a folder tells nothing. */
    private static Optional<String> agreedByMajority(QuorumRow present, List<NodeId> without) {
        List<NodeId> agreeing = present.voters().stream().filter(voter -> !without.contains(voter)).toList();
        int needed = VoterSet.of(present).majority();
        return agreeing.size() < needed
                ? Optional.of("Of the voters " + names(present) + " " + needed + " nodes must agree, and without "
                        + without.stream().map(NodeId::value).collect(Collectors.joining(", ")) + " there "
                        + (agreeing.size() == 1 ? "is " : "are ") + agreeing.size()
                        + ": what the others granted would be forgotten. Start one of them, or mend the paths to it")
                : Optional.empty();
    }

    private static Optional<String> lengths(QuorumRow row) {
        try {
            VoterSet.of(row);
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    private static Optional<String> strangers(Config config, QuorumRow row) {
        return row.voters().stream().filter(voter -> config.system(voter).isEmpty()).findFirst()
                .map(voter -> "Node " + voter + " would vote, and there is no such node");
    }

    private static Optional<String> namesake(Config config, QuorumRow row) {
        return row.storage().filter(folder -> config.system(VoterSet.STORAGE).isPresent())
                .map(folder -> "Node " + VoterSet.STORAGE
                        + " has the name by which a folder votes: give it another one, or let no folder"
                        + " vote");
    }

    /** Who does not vote has no vote of its own to keep from others what it holds. */
    private static Optional<String> idle(Config config, QuorumRow row, boolean isVotedAlready) {
        return config.instances().stream()
                .filter(instance -> !row.voters().contains(instance.node()) && !row.loss().lost().contains(instance.node()))
                .findFirst()
                .map(instance -> isVotedAlready ? comesToNoVoter(instance, row) : losesItsVoter(instance, row));
    }

    private static String comesToNoVoter(InstanceRow instance, QuorumRow row) {
        return "Resource " + instance.tag() + " would be on " + instance.node() + ", and only a voter (" + names(row)
                + ") can run a resource: let " + instance.node() + " vote first: vigil quorum majority --voter";
    }

    private static String losesItsVoter(InstanceRow instance, QuorumRow row) {
        return "Resource " + instance.tag() + " is on " + instance.node() + ", and only a voter (" + names(row)
                + ") can run a resource: name " + instance.node() + " as a voter, or unextend " + instance.tag() + " from it";
    }

    private static String names(QuorumRow row) {
        return row.voters().stream().map(NodeId::value).collect(Collectors.joining(", "));
    }
}
