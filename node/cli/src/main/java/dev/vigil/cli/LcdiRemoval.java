package dev.vigil.cli;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes instances from one node. Where the resource is on other nodes too, its whole hierarchy leaves this node, since what depends on
 * each other is on the same nodes; where this node is its last, the resource itself is deleted.
 */
final class LcdiRemoval {
    private final LcdiCall call;
    private final List<LcdiInstance> chosen;
    private final LcdiDatabase before;

    LcdiRemoval(LcdiCall call, List<LcdiInstance> chosen) {
        this.call = call;
        this.chosen = chosen;
        this.before = call.lcd();
    }

    void run() {
        checkNotNeeded();
        Set<String> left = new LinkedHashSet<>();
        for (LcdiInstance instance : parentsFirst()) {
            if (before.instancesOf(instance.tag()).size() == 1) {
                call.change("/v1/resources:delete", "tag", instance.tag());
            } else if (left.add(instance.unit())) {
                call.change("/v1/resources:unextend", "tag", instance.tag(), "node", instance.node());
            }
        }
    }

    private void checkNotNeeded() {
        List<String> tags = chosen.stream().map(LcdiInstance::tag).toList();
        for (String tag : tags) {
            List<String> parents = before.parentsOf(tag).stream().filter(parent -> !tags.contains(parent)).toList();
            if (!parents.isEmpty()) {
                throw LcdiExit.NEEDED.because(String.join(", ", parents) + " needs " + tag + ".",
                        "Remove " + String.join(", ", parents) + " first, or the dependency with dep_remove.");
            }
        }
    }

    /** A parent has more below it than any of its children. */
    private List<LcdiInstance> parentsFirst() {
        return chosen.stream().sorted(Comparator.comparingInt((LcdiInstance one) -> -before.hierarchy(one.tag()).size()))
                .toList();
    }
}
