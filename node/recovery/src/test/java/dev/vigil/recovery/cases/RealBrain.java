package dev.vigil.recovery.cases;

import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.RecoveryController;
import dev.vigil.recovery.Soft;
import dev.vigil.recovery.Step;
import dev.vigil.recovery.text.Given;

/** The controller itself. */
final class RealBrain implements Brain {
    @Override
    public Step step(ClusterView view, Ticks now, Event event) {
        return RecoveryController.step(view, now, event);
    }

    @Override
    public ClusterView before(NodeId self) {
        return ClusterView.before(self);
    }

    @Override
    public ClusterView settled(NodeId self, Given given) {
        SortedMap<NodeId, Incarnation> lives = new TreeMap<>();
        given.lcd().statuses().forEach((node, status) -> lives.put(node, status.incarnation()));
        return new ClusterView(self, given.incarnationOf(self), given.lcd(), Soft.settled(given.peersOf(self), lives));
    }
}
