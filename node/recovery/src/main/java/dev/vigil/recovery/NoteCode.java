package dev.vigil.recovery;

import java.util.Locale;

/** Everything the controller can have to say. Each is hit by at least one golden case, and has a sentence in the event catalogue. */
public enum NoteCode {
    // this node
    NODE_STARTED, WAITING_FOR_PEERS, PEERS_KNOWN, OWNERSHIP_DOUBTFUL, SELF_STALLED, OWNERSHIP_CONFIRMED, STORAGE_FAILED,
    STORAGE_RECOVERED, SHUTDOWN_BEGINS, SHUTDOWN_DONE, GATE_SHUT, GATE_OPEN,
    // peers
    PATH_ALIVE, PATH_SUSPECT, PATH_SILENT, PEER_ALIVE, PEER_DEAD, PEER_DEAF, PEER_UNKNOWN, PEER_KNOWN, LINK_RESET, NOTE_NOT_UNDERSTOOD,
    // ownership
    EPOCH_TAKEN, RELEASED, HANDED_OVER, TAKE_OVER_REFUSED, TAKEN_BACK, FAILOVER_BEGINS, FAILOVER_DONE, FAILOVER_LEFT_TO,
    FAILOVER_WITHHELD, YIELDS, SWITCHES_BACK,
    // resources
    RESTORE_BEGINS, IN_SERVICE, REMOVE_BEGINS, OUT_OF_SERVICE, RESTORE_FAILED, RESTORE_UNKNOWN, REMOVE_FAILED, REMOVE_UNKNOWN, UNIT_KEPT, CHECK_CANNOT_TELL,
    RESOURCE_FAILED, RECOVERED, RESOURCE_MOVES, NOWHERE_TO_GO, RETRIES,
    // requests and configuration
    REQUESTED, CONFIG_COMMITTED, CONFIG_ADOPTED, CONFIG_CONFLICT, PROMISE_EXPIRED, OPERATION_REFUSED, ROLLED_BACK;

    /** The code as it stands in text: {@code node-started}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
