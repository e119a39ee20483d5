package dev.vigil.recovery;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.recovery.quorum.VoterSet;

/** RC-65: when a person may say that voters are gone for good. Nothing is believed that a node knows to be otherwise, or that is not needed. */
final class LossRules {
    private LossRules() {}

    static Optional<String> check(Turn turn, List<Change> changes, List<NodeId> without) {
        Config config = turn.config();
        return QuorumRules.changed(config, changes).filter(row -> !row.loss().lost().isEmpty())
                .flatMap(row -> config.quorum().filter(present -> config.isByMajority())
                        .map(present -> check(turn, present, row, without))
                        .orElse(Optional.of("Quorum is off: nobody votes, so that no vote can be lost")));
    }

    private static Optional<String> check(Turn turn, QuorumRow present, QuorumRow row, List<NodeId> without) {
        SortedSet<NodeId> lost = row.loss().lost();
        return asked(turn, present).or(() -> notVoters(present, lost)).or(() -> heard(turn, lost))
                .or(() -> needless(present, lost)).or(() -> strangers(present, row)).or(() -> unnamed(lost, without));
    }

    private static Optional<String> asked(Turn turn, QuorumRow present) {
        return present.voters().contains(turn.self())
                ? Optional.empty()
                : Optional.of("Node " + turn.self() + " does not vote: ask one of the voters that are left");
    }

    private static Optional<String> notVoters(QuorumRow present, SortedSet<NodeId> lost) {
        return lost.stream().filter(node -> !VoterSet.of(present).members().contains(node)).findFirst()
                .map(node -> "Node " + node + " does not vote, so that its vote is not lost");
    }

    private static Optional<String> heard(Turn turn, SortedSet<NodeId> lost) {
        return lost.stream().filter(node -> node.equals(turn.self()) || turn.mind.isAlive(node)).findFirst()
                .map(node -> "Node " + node + " is heard, so that it is not lost: stop it first, if it must not come back");
    }

    /** Whoever is left must be too few, or those that come back could be a majority beside them. */
    private static Optional<String> needless(QuorumRow present, SortedSet<NodeId> lost) {
        VoterSet voters = VoterSet.of(present);
        List<NodeId> left = voters.members().stream().filter(voter -> !lost.contains(voter)).toList();
        return left.size() >= voters.majority()
                ? Optional.of("Without " + names(lost) + " there are still " + names(left)
                        + ", a majority of the voters: exchange those"
                        + " that are lost (vigil quorum majority --voter ... --without ...), or name the others that are lost too")
                : Optional.empty();
    }

    private static Optional<String> strangers(QuorumRow present, QuorumRow row) {
        return row.voters().stream().filter(node -> !present.voters().contains(node) || row.loss().lost().contains(node))
                .findFirst()
                .map(node -> "Node " + node + " is no voter that is left: let it vote afterwards");
    }

    private static Optional<String> unnamed(Collection<NodeId> lost, List<NodeId> without) {
        SortedSet<NodeId> missing = new TreeSet<>(lost);
        without.forEach(missing::remove);
        missing.remove(VoterSet.STORAGE);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("Node " + missing.first() + " is lost and would have to agree: leave it out");
    }

    private static String names(Collection<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).collect(Collectors.joining(", "));
    }
}
