package dev.vigil.recovery;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/** RC-24: what must hold before a hierarchy is extended. */
final class ExtendRules {
    private ExtendRules() {}

    static Optional<Reply.Refused> check(Turn turn, Request.Extend request) {
        Config config = turn.config();
        Optional<UnitId> unit = Topology.unitOf(config, request.tag());
        if (unit.isEmpty()) {
            return refusal(Reply.Refusal.NOT_FOUND, "There is no resource " + request.tag(), "See status for those that exist");
        }
        if (config.system(request.node()).isEmpty()) {
            return refusal(Reply.Refusal.NOT_FOUND, "There is no node " + request.node(), "Let it join the cluster first");
        }
        SortedSet<Tag> missing = Topology.members(config, unit.get());
        missing.removeIf(tag -> config.instance(tag, request.node()).isPresent());
        if (missing.isEmpty()) {
            return refusal(Reply.Refusal.ALREADY_EXISTS, request.tag() + " is on " + request.node() + " already",
                    "Nothing to do");
        }
        return checkInstances(turn, request, missing).or(() -> checkNode(turn, request.node()));
    }

    private static Optional<Reply.Refused> checkInstances(Turn turn, Request.Extend request, SortedSet<Tag> missing) {
        SortedSet<Tag> given = new TreeSet<>();
        for (InstanceRow row : request.instances()) {
            if (!row.node().equals(request.node()) || !given.add(row.tag())) {
                return refusal(Reply.Refusal.INVALID, "The instances must be of " + request.node() + ", one for each resource",
                        "Check the instance of " + row.tag());
            }
        }
        if (!given.equals(missing)) {
            return refusal(Reply.Refusal.INVALID,
                    "The hierarchy needs instances of " + WireText.tags(missing) + " on " + request.node()
                            + ", and " + WireText.tags(given) + " were given",
                    "Extend the whole hierarchy at once");
        }
        return ConfigRules.check(turn, Request.puts(request.instances()))
                .flatMap(wrong -> refusal(Reply.Refusal.INVALID, wrong, "Nothing was changed"));
    }

    private static Optional<Reply.Refused> checkNode(Turn turn, NodeId node) {
        if (node.equals(turn.self())) {
            return Optional.empty();
        }
        boolean hasPath = turn.config().paths().stream().anyMatch(path -> path.touches(node));
        if (!hasPath) {
            return refusal(Reply.Refusal.INVALID, "There is no path to " + node, "Create a path first");
        }
        if (!turn.mind.isAlive(node)) {
            return refusal(Reply.Refusal.NOT_NOW, "Node " + node + " cannot be reached", "Start it, or mend the paths to it");
        }
        return Optional.empty();
    }

    private static Optional<Reply.Refused> refusal(Reply.Refusal refusal, String sentence, String hint) {
        return Optional.of(new Reply.Refused(refusal, sentence, hint));
    }
}
