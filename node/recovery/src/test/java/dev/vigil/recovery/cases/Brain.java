package dev.vigil.recovery.cases;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.Step;
import dev.vigil.recovery.text.Given;

/** What decides in a run: the real controller, or one made wrong on purpose to see that the runner notices. */
interface Brain {
    Step step(ClusterView view, Ticks now, Event event);

    /** The view of a process before its start. */
    ClusterView before(NodeId self);

    /** The view of a node that has been up for a while in this situation. */
    ClusterView settled(NodeId self, Given given);
}
