package dev.vigil.server.loop;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.Step;

/**
 * Is told what was decided, after as much of it was carried out as could be at once. Called on the controller's thread; must not block
 * or throw.
 */
public interface Witness {
    void decided(ClusterView before, Ticks at, Event event, Step step);
}
