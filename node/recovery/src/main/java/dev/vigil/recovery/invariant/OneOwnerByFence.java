package dev.vigil.recovery.invariant;

import java.util.Optional;

import dev.vigil.lcd.model.Config;

/** Where fencing is required, a resource never runs on two nodes, whatever the network does. */
final class OneOwnerByFence implements Invariant {
    @Override
    public String number() {
        return "IN-9";
    }

    @Override
    public Optional<String> broken(Happening what, Census census) {
        Config config = census.host(what.node()).disk().config();
        return config.isFencingRequired() && !config.isByMajority()
                ? config.resources().stream().flatMap(row -> OneOwnerByMajority.twice(row, census).stream()).findFirst()
                : Optional.empty();
    }
}
