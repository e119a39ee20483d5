package dev.vigil.comm.netty;

import dev.vigil.comm.TrafficFilter;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** What one node sends passes here: loses a share of the datagrams, and all of some paths. */
final class LossyWire implements TrafficFilter {
    private final SplittableRandom random = new SplittableRandom(5);
    final Set<String> cut = ConcurrentHashMap.newKeySet();
    volatile double loss;

    @Override
    public boolean passes(PathId path, NodeId to, Carrier carrier) {
        if (cut.contains(path.value()) || cut.contains(path.value() + " " + carrier)) {
            return false;
        }
        return carrier == Carrier.STREAM || loss == 0 || random.nextDouble() >= loss;
    }
}
