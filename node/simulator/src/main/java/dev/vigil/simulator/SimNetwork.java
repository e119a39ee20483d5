package dev.vigil.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.Timing;
import dev.vigil.recovery.invariant.Census;

/** Every path in each direction: cut or not, and what it loses, delays and repeats. */
final class SimNetwork {
    /** After a pair was wholly apart, this long passes before one owner is promised again: verdicts, work in progress, the heal. */
    private static final long SETTLE_NANOS = Duration.ofSeconds(15).toNanos();

    /** Two heartbeats of the slowest profile: who has carried nothing for so long in bursts may not have told what it has just done. */
    private static final long MUTE_NANOS = Duration.ofMillis(50).toNanos();

    private static final int MILLION = 1_000_000;

    private final Scenario scenario;
    private final Queue queue;
    private final SplitMix64 random;
    private final SortedMap<Way, Flow> flows = new TreeMap<>();
    private final SortedMap<Census.Way, Long> carriedAt = new TreeMap<>();
    private final long longBurstNanos;
    private final SortedMap<Census.Pair, List<PathRow>> pathsOf = new TreeMap<>();
    private final SortedMap<Census.Pair, Integer> still = new TreeMap<>();
    private final SortedMap<Census.Pair, Long> apartUntil = new TreeMap<>();
    private final SortedMap<Census.Pair, Long> deafUntil = new TreeMap<>();

    /** One direction of one path. */
    private record Way(PathId path, NodeId from) implements Comparable<Way> {
        @Override
        public int compareTo(Way other) {
            int byPath = path.compareTo(other.path);
            return byPath != 0 ? byPath : from.compareTo(other.from);
        }
    }

    /** What becomes of the datagrams of one way. */
    private static final class Flow {
        private final SplitMix64 die;
        private int cuts;
        private boolean isInBurst;

        Flow(SplitMix64 die) {
            this.die = die;
        }

        boolean isCut() {
            return cuts > 0;
        }
    }

    SimNetwork(Scenario scenario, Queue queue) {
        this.scenario = scenario;
        this.queue = queue;
        this.random = new SplitMix64(scenario.seed()).fork("net");
        this.longBurstNanos = scenario.given().lcd().config().cluster().map(ClusterRow::timing).orElse(Timing.DEFAULT).shortest()
                .toNanos() / 2;
        scenario.given().lcd().config().paths().forEach(path -> pathsOf
                .computeIfAbsent(Census.Pair.of(path.first(), path.second()), pair -> new ArrayList<>()).add(path));
    }

    void cut(Fault.Cut cut) {
        Flow flow = flow(cut.path(), cut.from());
        flow.cuts++;
        lookForApart();
        queue.at(queue.now() + cut.lasts().toNanos(), () -> {
            lookForApart();
            flow.cuts--;
        });
    }

    /** A node that stands still is apart from everybody. */
    void frozen(NodeId node, Duration lasts) {
        for (PathRow path : scenario.given().lcd().config().paths()) {
            if (path.touches(node)) {
                Census.Pair pair = Census.Pair.of(node, path.peerOf(node));
                still.merge(pair, 1, Integer::sum);
                queue.at(queue.now() + lasts.toNanos(), () -> {
                    lookForApart();
                    still.merge(pair, -1, Integer::sum);
                });
            }
        }
        lookForApart();
    }

    /** A node whose process is gone while its resources run on says nothing, as if one direction were cut. */
    void mute(NodeId node, Duration lasts) {
        for (PathRow path : scenario.given().lcd().config().paths()) {
            if (path.touches(node)) {
                deafUntil.merge(Census.Pair.of(node, path.peerOf(node)), queue.now() + lasts.toNanos() + SETTLE_NANOS, Math::max);
            }
        }
    }

    /** Sends one datagram over one path: {@code arrive} runs never, once or twice, each time after a delay of its own. */
    void send(PathRow path, NodeId from, Runnable arrive) {
        Flow flow = flow(path.path(), from);
        int copies = 1 + (flow.die.permille(scenario.network().repeat()) ? 1 : 0);
        for (int copy = 0; copy < copies; copy++) {
            long delay = scenario.network().delay().toNanos() + flow.die.between(0, scenario.network().jitter().toNanos());
            boolean isThrough = !isLost(flow) && !flow.isCut();
            if (isThrough) {
                queue.at(queue.now() + delay, arrive);
            }
            if (scenario.network().burst() > 1) {
                lookForLongBurst(path, from, isThrough);
            }
        }
    }

    boolean isCut(PathRow path, NodeId from) {
        return flow(path.path(), from).isCut();
    }

    private Flow flow(PathId path, NodeId from) {
        return flows.computeIfAbsent(new Way(path, from), way -> new Flow(random.fork(path + "/" + from)));
    }

    /** Good and bad times of one direction of one path take turns, so long that the share of the bad ones is the loss. */
    private boolean isLost(Flow flow) {
        int loss = scenario.network().loss();
        int burst = scenario.network().burst();
        if (burst <= 1) {
            return flow.die.permille(loss);
        }
        int chance = flow.isInBurst ? MILLION - MILLION / burst : (int) ((long) MILLION * loss / (1000 - loss) / burst);
        flow.isInBurst = flow.die.below(MILLION) < chance;
        return flow.isInBurst;
    }

    /** A pair that bursts kept apart for half the shortest detection time is apart as if it were cut: no detection time is proof against that. */
    private void lookForLongBurst(PathRow path, NodeId from, boolean isThrough) {
        if (isThrough) {
            carriedAt.put(direction(path, from), queue.now());
            return;
        }
        Census.Pair pair = Census.Pair.of(path.first(), path.second());
        if (isLongSilent(direction(path, from))) {
            deafUntil.merge(pair, queue.now() + SETTLE_NANOS, Math::max);
            if (isLongSilent(direction(path, path.peerOf(from)))) {
                apartUntil.merge(pair, queue.now() + SETTLE_NANOS, Math::max);
            }
        }
    }

    private boolean isLongSilent(Census.Way direction) {
        return queue.now() - carriedAt.getOrDefault(direction, 0L) >= longBurstNanos;
    }

    private static Census.Way direction(PathRow path, NodeId from) {
        return new Census.Way(from, path.peerOf(from));
    }

    /** What the network has been lately. */
    Census.Links links() {
        lookForApart();
        return new Census.Links(still(apartUntil), still(deafUntil), mute());
    }

    private SortedSet<Census.Way> mute() {
        SortedSet<Census.Way> ways = new TreeSet<>();
        carriedAt.forEach((way, at) -> {
            if (queue.now() - at >= MUTE_NANOS) {
                ways.add(way);
            }
        });
        return ways;
    }

    private SortedSet<Census.Pair> still(SortedMap<Census.Pair, Long> until) {
        SortedSet<Census.Pair> pairs = new TreeSet<>();
        until.forEach((pair, end) -> {
            if (end >= queue.now()) {
                pairs.add(pair);
            }
        });
        return pairs;
    }

    private void lookForApart() {
        pathsOf.forEach((pair, paths) -> {
            boolean isCutForth = isWhollyCut(paths, pair.first());
            boolean isCutBack = isWhollyCut(paths, pair.second());
            if (isCutForth || isCutBack) {
                deafUntil.merge(pair, queue.now() + SETTLE_NANOS, Math::max);
            }
            if (still.getOrDefault(pair, 0) > 0 || isCutForth && isCutBack) {
                apartUntil.put(pair, queue.now() + SETTLE_NANOS);
            }
        });
    }

    private boolean isWhollyCut(List<PathRow> paths, NodeId from) {
        return paths.stream().allMatch(path -> flow(path.path(), from).isCut());
    }
}
