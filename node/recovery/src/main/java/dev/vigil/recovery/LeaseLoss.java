package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Tenure;

/**
 * RC-106: by majority, what becomes of a unit whose lease nobody renews. Whatever any of its resources says on any node holds for all of it,
 * so that every node finds the same; of several values the one that ends it latest.
 */
public sealed interface LeaseLoss {
    /** It is ended within the lease of the voter set. */
    record Kill() implements LeaseLoss {}

    /** It has a lease of its own, at the beginning of whose end it is stopped in order. */
    record LongLease(Duration lease) implements LeaseLoss {}

    /** It runs on; nobody takes it over before its node is fenced. */
    record Fence() implements LeaseLoss {}

    static LeaseLoss of(Config config, UnitId unit) {
        List<SortedMap<String, String>> all = instances(config, unit).stream().map(InstanceRow::properties).toList();
        if (all.stream().anyMatch(one -> Policies.isKeptUntilFenced(one) || !Policies.isKillable(one))) {
            return new Fence();
        }
        return all.stream().flatMap(one -> Policies.longLease(one).stream()).max(Duration::compareTo)
                .<LeaseLoss>map(LongLease::new).orElseGet(Kill::new);
    }

    static List<InstanceRow> instances(Config config, UnitId unit) {
        return config.membersOf(unit).stream()
                .flatMap(tag -> config.systems().stream().flatMap(system -> config.instance(tag, system.node()).stream()))
                .toList();
    }

    /** What it costs by majority, for whoever has just chosen it; empty for what costs nothing. */
    default String cost(UnitId unit) {
        return switch (this) {
            case Kill kill -> "";
            case LongLease(Duration lease) ->
                unit + " is taken over from a silent node only when its lease of " + lease.toSeconds() + " s has ended";
            case Fence fence -> unit + " is taken over from a silent node only when that is fenced";
        };
    }

    /** Empty: that of the voter set. */
    default Optional<Tenure> tenure() {
        return switch (this) {
            case Kill kill -> Optional.empty();
            case LongLease(Duration lease) -> Optional.of(new Tenure.Lease(lease));
            case Fence fence -> Optional.of(Tenure.UNTIL_FENCED);
        };
    }
}
