package dev.vigil.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.ConfigRow;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.RecoveryDirection;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.Timing;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.TypeRow;
import dev.vigil.lcd.model.UnitId;

/** Nodes wired by one queue: everything that is told arrives in order, unless the pair is cut. */
final class TestCluster {
    static final InstanceRow.Checks CHECKS = new InstanceRow.Checks(Duration.ofSeconds(5), Duration.ZERO);
    final SortedMap<String, TestNode> nodes = new TreeMap<>();
    final SortedMap<String, Boolean> cuts = new TreeMap<>();
    Ticks now = Ticks.ZERO;
    private long asked;

    static TestCluster of(String... names) {
        TestCluster cluster = new TestCluster();
        List<ConfigRow> rows = new java.util.ArrayList<>(
                List.of(new ClusterRow("shop", Timing.DEFAULT), new TypeRow(new TypeId("ip"), RecoveryDirection.REMOTE),
                        new TypeRow(new TypeId("local"), RecoveryDirection.LOCAL)));
        for (String name : names) {
            rows.add(new SystemRow(new NodeId(name), name + ":7742"));
        }
        for (int i = 0; i < names.length; i++) {
            for (int j = i + 1; j < names.length; j++) {
                rows.add(new PathRow(new PathId(names[i] + "-" + names[j] + "/lan1"), new NodeId(names[i]), names[i] + ":1",
                        new NodeId(names[j]), names[j] + ":1"));
            }
        }
        for (String name : names) {
            TestNode node = new TestNode(name);
            node.disk = new LcdState(Config.of(new Revision(1), rows), new TreeMap<>());
            cluster.nodes.put(name, node);
        }
        return cluster;
    }

    /** All up, all heard, everything told. */
    static TestCluster running(String... names) {
        TestCluster cluster = of(names);
        cluster.nodes.values().forEach(node -> node.start(cluster.now));
        cluster.meetAll();
        return cluster;
    }

    void meetAll() {
        for (String one : nodes.keySet()) {
            nodes.keySet().stream().filter(other -> !other.equals(one)).forEach(other -> health(one, other, PeerHealth.ALIVE));
        }
        settle();
    }

    TestNode node(String name) {
        return nodes.get(name);
    }

    void health(String at, String peer, PeerHealth health) {
        if (node(at).isUp) {
            node(at).take(now, new Event.PeerChanged(new NodeId(peer), health, Duration.ofMillis(500)));
        }
    }

    void path(String at, String peer, PathHealth health) {
        node(at).take(now, new Event.PathChanged(new PathId("alpha-bravo/lan1"), new NodeId(peer), health, Duration.ZERO));
    }

    /** Deliver and finish until nothing is left. Time stands. */
    void settle() {
        int steps = 0;
        while (nodes.values().stream().anyMatch(this::move)) {
            steps++;
            assertTrue(steps < 5000, "the nodes do not come to rest");
        }
    }

    private boolean move(TestNode node) {
        if (!node.isUp) {
            return false;
        }
        Decision.Tell tell = node.outbox.poll();
        if (tell == null) {
            return node.finishOne(now);
        }
        TestNode peer = nodes.get(tell.peer().value());
        boolean isCut = cuts.getOrDefault(node.id + ">" + tell.peer(), false);
        if (peer != null && peer.isUp && !isCut) {
            PeerNote note = PeerNotes.parse(PeerNotes.print(tell.note()));
            assertEquals(tell.note(), note, "what is told does not survive the wire");
            peer.take(now, new Event.PeerSaid(node.id, node.life(), note));
        }
        return true;
    }

    /** Let time pass and wake what is due, in order. */
    void pass(Duration time) {
        Ticks end = now.plus(time);
        while (true) {
            Optional<TestNode> next = nodes.values().stream()
                    .filter(n -> n.isUp && due(n).isPresent() && !end.isBefore(due(n).get()))
                    .min((a, b) -> due(a).get().compareTo(due(b).get()));
            if (next.isEmpty()) {
                break;
            }
            TestNode node = next.get();
            Ticks at = due(node).get();
            now = at.isBefore(now) ? now : at;
            TimerId timer = node.timers.entrySet().stream().filter(e -> e.getValue().equals(at)).findFirst().orElseThrow()
                    .getKey();
            node.timers.remove(timer);
            node.take(now, new Event.Woke(timer));
            settle();
        }
        now = end;
    }

    private static Optional<Ticks> due(TestNode node) {
        return node.timers.values().stream().min(Ticks::compareTo);
    }

    void cut(String one, String other) {
        cuts.put(one + ">" + other, true);
        cuts.put(other + ">" + one, true);
    }

    void mend() {
        cuts.clear();
    }

    /** Power off, and the others notice. */
    void kill(String name) {
        node(name).isUp = false;
        node(name).running.clear();
        node(name).outbox.clear();
        nodes.keySet().stream().filter(other -> !other.equals(name)).forEach(other -> health(other, name, PeerHealth.DEAD));
        settle();
    }

    RequestId post(String at, Request request) {
        asked++;
        RequestId id = new RequestId(asked);
        node(at).take(now, new Event.OperatorAsked(id, "operator", request));
        return id;
    }

    Reply ask(String at, Request request) {
        RequestId id = post(at, request);
        settle();
        Reply reply = node(at).replies.get(id);
        assertTrue(reply != null, () -> "no answer to " + request + "\n" + story());
        return reply;
    }

    void does(String at, Request request) {
        Reply reply = ask(at, request);
        assertTrue(reply instanceof Reply.Done, () -> reply + "\n" + story());
    }

    String refuses(String at, Request request) {
        Reply reply = ask(at, request);
        assertTrue(reply instanceof Reply.Refused, () -> reply + "\n" + story());
        return ((Reply.Refused) reply).refusal() + ": " + ((Reply.Refused) reply).sentence();
    }

    /** The hierarchy web needs web-ip, extended to all nodes in order, in service on the first. */
    void protectWeb() {
        String first = nodes.firstKey();
        does(first, create("web-ip", first));
        does(first, create("web", first));
        int priority = 2;
        for (String other : nodes.tailMap(first + "\0").keySet()) {
            does(first, new Request.Extend(new Tag("web-ip"), new NodeId(other), List.of(instance("web-ip", other, priority))));
            does(first, new Request.Extend(new Tag("web"), new NodeId(other), List.of(instance("web", other, priority))));
            priority++;
        }
        does(first, new Request.CreateDependency(new Tag("web"), new Tag("web-ip")));
    }

    static Request create(String tag, String node) {
        return new Request.CreateResource(resource(tag, "ip", true), instance(tag, node, 1), Request.After.IN_SERVICE);
    }

    static ResourceRow resource(String tag, String type, boolean localRecovery) {
        return new ResourceRow(new Tag(tag), new TypeId(type), new UnitId(tag), Initialization.INIT_ISP, Switchback.INTELLIGENT,
                localRecovery);
    }

    static InstanceRow instance(String tag, String node, int priority) {
        return new InstanceRow(new Tag(tag), new NodeId(node), tag, "", new Priority(priority), CHECKS, new TreeMap<>());
    }

    static Request switchover(String tag) {
        return new Request.Switchover(new Tag(tag), Optional.empty());
    }

    /** Where each of the tags runs, by the kits. */
    String where(String... tags) {
        StringBuilder all = new StringBuilder();
        for (String tag : tags) {
            List<String> on = nodes.values().stream().filter(n -> n.running.containsKey(new Tag(tag))).map(n -> n.id.value())
                    .toList();
            all.append(tag).append('=').append(String.join("+", on)).append(' ');
        }
        return all.toString().strip();
    }

    /** What every node that is up says of a tag's state on each node. */
    ResourceState state(String node, String tag) {
        List<ResourceState> seen = nodes.values().stream().filter(n -> n.isUp)
                .map(n -> n.view.lcd().stateOf(new Tag(tag), new NodeId(node))).distinct().toList();
        assertEquals(1, seen.size(), () -> tag + " on " + node + " is seen as " + seen + "\n" + story());
        return seen.getFirst();
    }

    String story() {
        StringBuilder all = new StringBuilder();
        nodes.forEach(
                (name, node) -> all.append("== ").append(name).append('\n').append(String.join("\n", node.log)).append('\n'));
        return all.toString();
    }
}
