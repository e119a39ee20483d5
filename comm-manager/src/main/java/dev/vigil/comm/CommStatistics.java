package dev.vigil.comm;

import dev.vigil.comm.heartbeat.PeerStatistics;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures of the communication manager.
 *
 * @param ownStall how late its loop was at worst in the last one to two minutes
 * @param lateTurns turns that were late by more than a heartbeat interval
 * @param dropped datagrams, by reason
 * @param unsent datagrams that the system did not take, or for which no socket was bound
 * @param waiting messages told and not yet acknowledged, by peer
 * @param carriers the path over which the messages to a peer go
 */
public record CommStatistics(Duration ownStall, long turns, long lateTurns, Map<Rejection, Long> dropped, long unsent,
        List<PeerStatistics> peers, Map<NodeId, Integer> waiting, Map<NodeId, PathId> carriers) {
    public CommStatistics {
        dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
        peers = List.copyOf(peers);
        waiting = Collections.unmodifiableMap(new TreeMap<>(waiting));
        carriers = Collections.unmodifiableMap(new TreeMap<>(carriers));
    }
}
