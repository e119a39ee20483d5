package dev.vigil.comm;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;

/** Decides whether what this node sends gets onto the wire; a node in service passes all, a test loses and cuts. */
@FunctionalInterface
public interface TrafficFilter {
    TrafficFilter PASS_ALL = (path, to, carrier) -> true;

    /** Called on the loop thread for each datagram and frame; must not block. */
    boolean passes(PathId path, NodeId to, Carrier carrier);

    /** By what a path carries. */
    enum Carrier {
        DATAGRAM, STREAM
    }
}
