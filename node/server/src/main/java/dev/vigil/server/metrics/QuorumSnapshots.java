package dev.vigil.server.metrics;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.server.voting.QuorumView;

/** Ownership by majority; all of it stands at zero while nobody votes. */
final class QuorumSnapshots {
    private QuorumSnapshots() {}

    static Collection<MetricSnapshot> of(NodeId self, Optional<QuorumView> view) {
        return List.of(
                Family.gauge("vigil_quorum_voters", "How many nodes vote on who owns; 0 while quorum is off",
                        (long) view.map(now -> now.voters().members().size()).orElse(0)),
                Family.gauge("vigil_quorum_leases_held", "Units that this node owns under a lease of a majority",
                        (long) view.map(now -> now.held().size()).orElse(0)),
                Family.gauge("vigil_quorum_leases_sought", "Units that this node asks a majority for and is not granted",
                        (long) view.map(now -> now.withheld().size()).orElse(0)),
                Family.gauge("vigil_quorum_silent", "1 while this node is a voter and says nothing that binds",
                        view.filter(now -> now.voters().members().contains(self))
                                .filter(now -> now.isSilent() || now.trouble().isPresent()).isPresent() ? 1 : 0));
    }
}
