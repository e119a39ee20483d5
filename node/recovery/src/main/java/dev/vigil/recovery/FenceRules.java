package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.FenceName;
import dev.vigil.lcd.model.FenceRow;
import dev.vigil.lcd.model.FencingMode;
import dev.vigil.lcd.model.FencingRow;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;

/** RC-104: what a configuration may say of fencing. The answer is the sentence that says what is wrong. */
final class FenceRules {
    private FenceRules() {}

    /** What is wrong with a document in itself. */
    static Optional<String> check(Config config) {
        return devices(config)
                .or(() -> config.isFencingRequired() ? modes(config).or(() -> unfenceable(config)) : Optional.empty());
    }

    private static Optional<String> devices(Config config) {
        SortedMap<String, FenceName> steps = new TreeMap<>();
        for (FenceRow row : config.fences()) {
            if (config.system(row.node()).isEmpty()) {
                return Optional.of("Fence device " + row.name() + " is for node " + row.node() + ", which does not exist");
            }
            FenceName other = steps.put(row.node() + " " + row.step(), row.name());
            if (other != null) {
                return Optional.of("Fence devices " + other + " and " + row.name() + " are both step " + row.step() + " for "
                        + row.node());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> modes(Config config) {
        return config.isByMajority()
                ? Optional.of("Fencing is required with quorum off only: by majority the voters say who owns what")
                : Optional.empty();
    }

    /** Such a node would keep for ever what it owned when it died. */
    private static Optional<String> unfenceable(Config config) {
        return config.instances().stream().map(InstanceRow::node)
                .filter(node -> config.fences().stream().noneMatch(row -> row.node().equals(node))).findFirst()
                .map(node -> "Fencing is required, and there is no fence device for node " + node
                        + ", which can run resources: create one");
    }

    /** A node that does not agree would go on by silence alone. To require it no longer, nobody has to agree. */
    static Optional<String> agreedByAll(Config before, List<Change> changes, List<NodeId> without) {
        boolean isToBeRequired = !before.isFencingRequired() && changes.stream().anyMatch(
                change -> change instanceof Change.Put(FencingRow row) && row.mode() == FencingMode.REQUIRED);
        return isToBeRequired && !without.isEmpty()
                ? Optional.of("That fencing is required is agreed upon by every node, also by " + without.getFirst()
                        + ": start it, or mend the paths to it")
                : Optional.empty();
    }
}
