package dev.vigil.server.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;

import dev.vigil.comm.CommStatistics;
import dev.vigil.comm.Rejection;
import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PathStatistics;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.comm.heartbeat.PeerStatistics;

/** Peers, paths and the loop of the heartbeats. */
final class NetworkFigures {
    private final CommStatistics network;
    private final List<PathStatistics> paths;

    private NetworkFigures(CommStatistics network) {
        this.network = network;
        this.paths = network.peers().stream().flatMap(peer -> peer.paths().stream()).toList();
    }

    static Collection<MetricSnapshot> of(CommStatistics network) {
        NetworkFigures figures = new NetworkFigures(network);
        List<MetricSnapshot> all = new ArrayList<>(figures.paths());
        all.addAll(figures.peers());
        all.addAll(figures.detection());
        all.addAll(figures.loop());
        return all;
    }

    private List<MetricSnapshot> paths() {
        return List.of(
                Family.gauges("vigil_path_state", "1 for the state that a path has", family -> paths.forEach(
                        path -> family.putOneOf(PathHealth.values(), path.health(), name(path), path.peer().value())), "path",
                        "peer", "state"),
                Family.gauges("vigil_path_round_trip_seconds", "Smoothed round trip of the heartbeats of a path",
                        family -> paths.stream().filter(path -> !path.roundTrip().isZero())
                                .forEach(path -> put(family, path, Family.seconds(path.roundTrip()))),
                        "path", "peer"),
                gauge("vigil_path_jitter_seconds", "Mean difference between the gaps of arrival and of sending",
                        path -> Family.seconds(path.jitter())),
                gauge("vigil_path_loss_ratio", "Share of the peer's heartbeats that did not arrive over a path lately",
                        PathStatistics::loss),
                Family.gauges("vigil_path_loss_out_ratio",
                        "Share of this node's heartbeats that did not arrive over a path lately, as the peer tells",
                        family -> paths.forEach(path -> path.lossOut().ifPresent(loss -> put(family, path, loss))), "path",
                        "peer"),
                gauge("vigil_path_longest_silence_seconds",
                        "The longest time within a day in which nothing came over a path; 0 when no heartbeat was missed",
                        path -> Family.seconds(path.longestSilence())),
                counter("vigil_path_heartbeats_sent", "Heartbeats sent over a path", PathStatistics::sent),
                counter("vigil_path_heartbeats_received", "Heartbeats of the peer that arrived over a path and counted",
                        PathStatistics::received),
                counter("vigil_path_heartbeats_dropped",
                        "Heartbeats that arrived over a path and did not count: repeated, overtaken or of an old life",
                        PathStatistics::dropped));
    }

    private MetricSnapshot gauge(String name, String help, ToDoubleFunction<PathStatistics> value) {
        return Family.gauges(name, help,
                family -> paths.forEach(path -> put(family, path, value.applyAsDouble(path))), "path", "peer");
    }

    private MetricSnapshot counter(String name, String help, ToDoubleFunction<PathStatistics> value) {
        return Family.counters(name, help,
                family -> paths.forEach(path -> put(family, path, value.applyAsDouble(path))), "path", "peer");
    }

    private static void put(Family family, PathStatistics path, double value) {
        family.put(value, name(path), path.peer().value());
    }

    private static String name(PathStatistics path) {
        return path.path().value();
    }

    private List<MetricSnapshot> peers() {
        return List.of(
                Family.gauges("vigil_peer_state", "1 for the state that a peer has, as this node sees it",
                        family -> network.peers().forEach(
                                peer -> family.putOneOf(PeerHealth.values(), peer.health(), peer.peer().value())),
                        "peer", "state"),
                Family.gauges("vigil_peer_version",
                        "1 for what a peer runs: the version of its program and of the protocol it speaks",
                        family -> network.peers().forEach(peer -> peer.version().ifPresent(
                                one -> family.put(1L, peer.peer().value(), one.program(), one.protocol()))),
                        "peer", "version", "protocol"),
                peer("vigil_peer_largest_joint_silence_seconds",
                        "The longest silence of a living peer on all paths together, of the last one to two minutes",
                        one -> Family.seconds(one.largestJointSilence())),
                peer("vigil_peer_loop_lateness_seconds", "How late the peer says the loop of its heartbeats was at worst lately",
                        one -> Family.seconds(one.ownStall())),
                Family.gauges("vigil_peer_waiting_messages", "Messages for a peer that it has not acknowledged",
                        family -> network.waiting().forEach((peer, waiting) -> family.put(waiting, peer.value())), "peer"));
    }

    private List<MetricSnapshot> detection() {
        return List.of(
                peer("vigil_peer_detection_time_seconds", "Silence after which this node holds a peer for dead",
                        one -> Family.seconds(one.detection().inForce())),
                peer("vigil_peer_held_after_seconds", "Silence after which a peer holds this node for dead, as it tells",
                        one -> Family.seconds(one.detection().heldAfter())),
                peer("vigil_peer_needed_detection_seconds",
                        "What the measured silences need for fewer than one false verdict in ten years; 0 while that cannot be told",
                        one -> Family.seconds(one.detection().needed())),
                peer("vigil_peer_detection_bound_met", "1 if the longest time of the profile is enough for that, else 0",
                        one -> one.detection().isBoundMet() ? 1 : 0),
                peer("vigil_peer_longest_silence_seconds",
                        "The longest silence of the living paths to a peer together within a day; 0 when no heartbeat was missed",
                        one -> Family.seconds(one.detection().longest())),
                peer("vigil_peer_longest_stall_seconds", "The longest stall of this node or a peer within an hour",
                        one -> Family.seconds(one.detection().stall())),
                peer("vigil_peer_half_time_false_verdict_seconds",
                        "Time from one false verdict to the next if the detection time were half; 0 for more than ten years or not known",
                        one -> Family.seconds(one.detection().falseVerdictEveryIfHalved())),
                Family.counters("vigil_peer_returns", "How often a peer was held for dead and came back in the same life",
                        family -> network.peers().forEach(peer -> family.put(peer.returns(), peer.peer().value())), "peer"));
    }

    private MetricSnapshot peer(String name, String help, ToDoubleFunction<PeerStatistics> value) {
        return Family.gauges(name, help,
                family -> network.peers().forEach(peer -> family.put(value.applyAsDouble(peer), peer.peer().value())), "peer");
    }

    private List<MetricSnapshot> loop() {
        return List.of(
                Family.gauge("vigil_heartbeat_loop_lateness_seconds",
                        "How late the loop of the heartbeats was at worst in the last one to two minutes",
                        Family.seconds(network.ownStall())),
                Family.counter("vigil_heartbeat_loop_turns", "Turns of the loop of the heartbeats", network.turns()),
                Family.counter("vigil_heartbeat_loop_late_turns", "Turns that were late by more than a heartbeat interval",
                        network.lateTurns()),
                Family.counters("vigil_datagrams_dropped", "Datagrams that arrived and were not taken, by reason", family -> {
                    for (Rejection reason : Rejection.values()) {
                        family.put(network.dropped().getOrDefault(reason, 0L), reason.name());
                    }
                }, "reason"),
                Family.counter("vigil_datagrams_unsent", "Datagrams that the system did not take, or that had no socket",
                        network.unsent()));
    }
}
