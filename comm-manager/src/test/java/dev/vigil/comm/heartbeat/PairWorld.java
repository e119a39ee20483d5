package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Two machines and the paths between them under one simulated clock; the network loses, delays and cuts as told. */
final class PairWorld {
    static final NodeId ALPHA = new NodeId("alpha");
    static final NodeId BRAVO = new NodeId("bravo");

    private record Item(long at, long order, Runnable action) {}

    record Seen(Ticks at, NodeId by, LivenessEvent event) {}

    /** One host: its machine, and until when it stands still. */
    final class Host {
        final NodeId id;
        final NodeId other;
        Incarnation life;
        HeartbeatMachine machine;
        long frozenUntil;
        boolean isOff;
        boolean isControllerHung;
        boolean isSpeakingUnread;
        /** What it tells instead of its detection time: zero as an older program, or nonsense; negative for the truth. */
        Duration tells = Duration.ofNanos(-1);
        private int starts;
        final List<Runnable> socket = new ArrayList<>();

        Host(NodeId id, NodeId other) {
            this.id = id;
            this.other = other;
            life = new Incarnation(1, 77);
            machine = newMachine();
        }

        private HeartbeatMachine newMachine() {
            HeartbeatMachine fresh = new HeartbeatMachine(id, life, timing, new Ticks(now));
            fresh.configure(new Ticks(now), paths.stream().map(path -> new PathToPeer(path, other)).toList(), timing);
            return fresh;
        }

        void restart() {
            life = new Incarnation(life.counter() + 1, 78);
            machine = newMachine();
            isOff = false;
            begin(now);
        }

        void begin(long at) {
            int begun = ++starts;
            schedule(at, () -> turn(begun));
        }

        private void turn(int begun) {
            if (isOff || begun != starts) {
                return;
            }
            if (now < frozenUntil) {
                schedule(frozenUntil, () -> turn(begun));
                return;
            }
            if (!isSpeakingUnread) {
                drain();
            }
            if (!isControllerHung) {
                machine.controllerTurned(new Ticks(now), new Ticks(now));
            }
            Turn turn = machine.turn(new Ticks(now));
            note(turn.events());
            paths.forEach(this::send);
            drain();
            note(machine.judge(new Ticks(now)));
            schedule(turn.next().nanos() + random.nextLong(300_000), () -> turn(begun));
        }

        private void drain() {
            List<Runnable> waiting = List.copyOf(socket);
            socket.clear();
            waiting.forEach(Runnable::run);
        }

        private void send(PathId path) {
            machine.compose(new Ticks(now), path)
                    .ifPresent(heartbeat -> transmit(id, path, tells.isNegative() ? heartbeat : telling(heartbeat)));
        }

        private Heartbeat telling(Heartbeat told) {
            return new Heartbeat(told.sender(), told.incarnation(), told.sequence(), told.sentAt(), told.path(), told.heard(),
                    told.controllerAge(), told.ownStall(), tells, told.summary(), told.version());
        }

        void receive(PathId path, Heartbeat heartbeat) {
            if (isOff) {
                return;
            }
            if (now < frozenUntil) {
                socket.add(() -> take(path, heartbeat));
                return;
            }
            take(path, heartbeat);
        }

        private void take(PathId path, Heartbeat heartbeat) {
            Receipt receipt = machine.heard(new Ticks(now), path, heartbeat);
            note(receipt.events());
            if (receipt.isAnswerDue()) {
                send(path);
            }
        }

        private void note(List<LivenessEvent> events) {
            events.forEach(event -> seen.add(new Seen(new Ticks(now), id, event)));
        }
    }

    final Timing timing;
    final SplittableRandom random;
    final List<PathId> paths;
    final Host alpha;
    final Host bravo;
    final List<Seen> seen = new ArrayList<>();
    final List<Heartbeat> wire = new ArrayList<>();
    final TreeSet<String> cuts = new TreeSet<>();
    boolean isRecording;
    double loss;
    /** How many heartbeats in a row a loss takes in the mean; up to 1 each is lost for itself. */
    double meanBurst;
    private final TreeSet<String> inBurst = new TreeSet<>();
    long delayNanos = 200_000;
    long now;
    private long order;
    private final PriorityQueue<Item> queue = new PriorityQueue<>(
            Comparator.comparingLong(Item::at).thenComparingLong(Item::order));

    PairWorld(Timing timing, long seed, int pathCount) {
        this.timing = timing;
        random = new SplittableRandom(seed);
        List<PathId> names = new ArrayList<>();
        for (int i = 1; i <= pathCount; i++) {
            names.add(new PathId("lan" + i));
        }
        paths = List.copyOf(names);
        alpha = new Host(ALPHA, BRAVO);
        bravo = new Host(BRAVO, ALPHA);
        alpha.begin(0);
        bravo.begin(timing.interval().toNanos() / 3);
    }

    Host host(NodeId id) {
        return id.equals(ALPHA) ? alpha : bravo;
    }

    void schedule(long at, Runnable action) {
        queue.add(new Item(at, order++, action));
    }

    void transmit(NodeId from, PathId path, Heartbeat heartbeat) {
        if (isRecording) {
            wire.add(heartbeat);
        }
        if (cuts.contains(from + ">" + path) || loss > 0 && isLost(from + ">" + path)) {
            return;
        }
        Host to = host(from).other.equals(ALPHA) ? alpha : bravo;
        schedule(now + delayNanos, () -> to.receive(path, heartbeat));
    }

    /** Good and bad times of one direction of one path take turns, so long that the share of the bad ones is the loss. */
    private boolean isLost(String way) {
        if (meanBurst <= 1) {
            return random.nextDouble() < loss;
        }
        boolean isBad = inBurst.contains(way)
                ? random.nextDouble() >= 1 / meanBurst
                : random.nextDouble() < loss / (1 - loss) / meanBurst;
        if (isBad) {
            inBurst.add(way);
        } else {
            inBurst.remove(way);
        }
        return isBad;
    }

    /** Nothing that this node sends over this path arrives. */
    PairWorld cut(NodeId from, String path) {
        cuts.add(from + ">" + path);
        return this;
    }

    PairWorld cutBoth(String path) {
        return cut(ALPHA, path).cut(BRAVO, path);
    }

    PairWorld heal() {
        cuts.clear();
        return this;
    }

    PairWorld run(Duration time) {
        long until = now + time.toNanos();
        while (!queue.isEmpty() && queue.peek().at() <= until) {
            Item item = queue.remove();
            now = item.at();
            item.action().run();
        }
        now = until;
        return this;
    }

    PairWorld millis(long millis) {
        return run(Duration.ofMillis(millis));
    }

    /** What changed since the last call, one line each, without the summaries. */
    List<String> story() {
        List<String> lines = new ArrayList<>();
        for (Seen one : seen) {
            switch (one.event()) {
                case LivenessEvent.PathChanged path -> lines.add(one.by() + " " + path.path() + " " + path.health());
                case LivenessEvent.PeerChanged peer -> lines.add(one.by() + " peer " + peer.health());
                case LivenessEvent.LifeEnded over -> lines.add(one.by() + " peer ended");
                case LivenessEvent.SelfStalled stalled -> lines.add(one.by() + " stalled");
                case LivenessEvent.SummarySeen summary -> {
                }
                case LivenessEvent.VersionSeen version -> {
                }
                case LivenessEvent.BoundChanged bound -> lines.add(one.by() + " bound " + (bound.isMet() ? "met" : "missed"));
            }
        }
        seen.clear();
        return lines;
    }
}
