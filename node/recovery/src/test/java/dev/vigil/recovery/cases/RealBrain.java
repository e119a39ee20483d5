package dev.vigil.recovery.cases;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.RecoveryController;
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
        return given.view(self);
    }
}
