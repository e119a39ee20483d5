package dev.vigil.comm.heartbeat;

/** What one node knows of one of its paths. */
public enum PathHealth {
    /** Both directions carry heartbeats: the peer is heard on it, and says that it hears this node on it. */
    ALIVE,
    /** Nothing was proved yet, or something hints at trouble: a refusal, a few heartbeats missing, one direction only. */
    SUSPECT,
    /** Silent for the detection time in at least one direction. */
    SILENT
}
