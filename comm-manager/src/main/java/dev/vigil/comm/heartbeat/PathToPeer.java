package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;

/** That a path leads to this peer. */
public record PathToPeer(PathId path, NodeId peer) {}
