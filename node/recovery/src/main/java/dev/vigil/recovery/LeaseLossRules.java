package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.UnitId;

/** RC-109: by majority, what a configuration may say of lost leases. The answer is the sentence that says what is wrong. */
final class LeaseLossRules {
    private LeaseLossRules() {}

    static Optional<String> check(Config config) {
        return config.quorum().filter(row -> config.isByMajority()).flatMap(row -> Topology.units(config).stream()
                .flatMap(unit -> check(config, unit, row).stream()).findFirst());
    }

    private static Optional<String> check(Config config, UnitId unit, QuorumRow voters) {
        List<InstanceRow> instances = LeaseLoss.instances(config, unit);
        return unkillable(unit, instances)
                .or(() -> instances.stream().flatMap(instance -> length(unit, instance.properties(), voters).stream())
                        .findFirst())
                .or(() -> LeaseLoss.of(config, unit) instanceof LeaseLoss.Fence
                        ? unfenceable(config, unit, instances)
                        : Optional.empty());
    }

    /** A lease that runs out says nothing of what goes on running. */
    private static Optional<String> unkillable(UnitId unit, List<InstanceRow> instances) {
        Optional<String> told = instances.stream().flatMap(instance -> Policies.leaseLoss(instance.properties()).stream())
                .filter(word -> !word.equals(Policies.FENCE)).findFirst();
        return told.flatMap(word -> instances.stream().filter(instance -> !Policies.isKillable(instance.properties())).findFirst()
                .map(instance -> instance.tag() + " cannot be killed, so " + unit + " cannot have " + Policies.LOSS + "=" + word
                        + ": set it to " + Policies.FENCE + ", or leave it out"));
    }

    private static Optional<String> length(UnitId unit, SortedMap<String, String> properties, QuorumRow voters) {
        if (Policies.leaseLoss(properties).filter(Policies.LONG_LEASE::equals).isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> lease = Policies.longLease(properties);
        if (voters.storage().isPresent()) {
            return Optional.of(unit + " has " + Policies.LOSS + "=" + Policies.LONG_LEASE
                    + ", and a folder that votes has a lease of its own: take kill or fence, or a node in the place of the folder");
        }
        if (lease.isEmpty()) {
            return Optional.of(unit + " has " + Policies.LOSS + "=" + Policies.LONG_LEASE + " and does not say how long: set "
                    + Policies.LEASE + ", as 30s");
        }
        return lease.get().compareTo(voters.lease()) > 0
                ? Optional.empty()
                : Optional.of(
                        "The lease of " + unit + ", " + lease.get().toSeconds() + " s, is not longer than that of the voters, "
                                + voters.lease().toMillis() + " ms: set " + Policies.LEASE + " to more, or " + Policies.LOSS
                                + " to kill");
    }

    /** Such a node would keep for ever what it owned when it died. */
    private static Optional<String> unfenceable(Config config, UnitId unit, List<InstanceRow> instances) {
        return instances.stream().map(InstanceRow::node).filter(node -> isWithoutDevice(config, node)).findFirst()
                .map(node -> unit + " is kept for its node until that is fenced, and there is no fence device for " + node
                        + ": create one (vigil fence create)");
    }

    private static boolean isWithoutDevice(Config config, NodeId node) {
        return config.fences().stream().noneMatch(row -> row.node().equals(node));
    }
}
