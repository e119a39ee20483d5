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
        // Majorities of two sets need not share a voter: each could keep the same unit for another node.
        if (before.isByMajority() && row.mode() != QuorumMode.OFF) {
            return Optional.of("Quorum is by majority of " + names(now.get())
                    + ", and goes to other voters or lengths only by way of off: switch it off first");
        }
        return row.number() > now.get().number()
                ? Optional.empty()
                : Optional.of("The voters have number " + row.number() + ", and had number " + now.get().number()
                        + " before: it must rise, so that words under two sets never mix");
    }

    private static Optional<String> leaving(Config before, Config next) {
        return before.quorum().stream().flatMap(row -> row.voters().stream())
                .filter(voter -> before.system(voter).isPresent() && next.system(voter).isEmpty()).findFirst()
                .map(voter -> "Node " + voter + " is a voter and cannot leave: switch quorum off first");
    }

    private static Optional<String> voters(Config before, Config next) {
        return next.quorum().filter(row -> row.mode() != QuorumMode.OFF)
                .flatMap(row -> lengths(row).or(() -> strangers(next, row)).or(() -> namesake(next, row))
                        .or(() -> idle(next, row, before.quorum().equals(next.quorum()))));
    }

    /** A node that does not agree would go on by the rules before, and own beside whom the voters let own. */
    static Optional<String> agreedByAll(Config before, List<Change> changes, List<NodeId> without) {
        boolean isAboutVoters = changes.stream()
                .anyMatch(change -> change instanceof Change.Put(QuorumRow row) && !before.quorum().equals(Optional.of(row)));
        return isAboutVoters && !without.isEmpty()
                ? Optional.of("Who votes is agreed upon by every node, also by " + without.getFirst()
                        + ": start it, or mend the paths to it")
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
        return config.instances().stream().filter(instance -> !row.voters().contains(instance.node())).findFirst()
                .map(instance -> isVotedAlready ? comesToNoVoter(instance, row) : losesItsVoter(instance, row));
    }

    private static String comesToNoVoter(InstanceRow instance, QuorumRow row) {
        return "Resource " + instance.tag() + " would be on " + instance.node() + ", and only a voter (" + names(row)
                + ") can run a resource: switch quorum off, bring it there, and switch quorum on with " + instance.node()
                + " among the voters";
    }

    private static String losesItsVoter(InstanceRow instance, QuorumRow row) {
        return "Resource " + instance.tag() + " is on " + instance.node() + ", and only a voter (" + names(row)
                + ") can run a resource: name " + instance.node() + " as a voter, or unextend " + instance.tag() + " from it";
    }

    private static String names(QuorumRow row) {
        return row.voters().stream().map(NodeId::value).collect(Collectors.joining(", "));
    }
}
