package dev.vigil.recovery.invariant;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceRow;

/** Where a majority votes, a resource never runs on two nodes, whatever the network does. What stands still serves nobody. */
final class OneOwnerByMajority implements Invariant {
    @Override
    public String number() {
        return "IN-8";
    }

    @Override
    public Optional<String> broken(Happening what, Census census) {
        Census.Host here = census.host(what.node());
        return here.disk().config().isByMajority()
                ? here.disk().config().resources().stream().flatMap(row -> twice(row, census).stream()).findFirst()
                : Optional.empty();
    }

    static Optional<String> twice(ResourceRow row, Census census) {
        List<NodeId> on = census.hosts().entrySet().stream().filter(host -> host.getValue().isUp() && !host.getValue().isStill())
                .filter(host -> host.getValue().activity(row.tag()).mayRun()).map(Map.Entry::getKey).toList();
        return on.size() < 2
                ? Optional.empty()
                : Optional.of(row.tag() + " is " + String.join(" and ",
                        on.stream().map(node -> census.host(node).activity(row.tag()) + " on " + node).toList()));
    }
}
