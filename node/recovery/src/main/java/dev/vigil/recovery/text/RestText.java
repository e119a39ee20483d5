package dev.vigil.recovery.text;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.Call;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Doubt;
import dev.vigil.recovery.KitCallId;
import dev.vigil.recovery.PeerView;
import dev.vigil.recovery.Recent;
import dev.vigil.recovery.Soft;
import dev.vigil.recovery.Standing;
import dev.vigil.recovery.WallClock;

/**
 * What a node at rest knows besides a settled one, one line each. At rest it has no work and no talk going on but checks: from such a
 * moment on its decisions can be told without those before.
 */
final class RestText {
    static final List<String> KINDS = List.of("self", "peer", "retry", "cannot-tell", "recent", "call", "wall",
            "well", "lease");
    private static final List<Action> CHECKS = List.of(Action.QUICK_CHECK, Action.DEEP_CHECK);

    private RestText() {}

    static boolean isRest(ClusterView view) {
        Soft.Work work = view.soft().work();
        Soft.Talks talks = view.soft().talks();
        Soft.Condition condition = view.soft().condition();
        boolean isWorkDone = work.tasks().isEmpty() && work.calls().values().stream()
                .allMatch(call -> CHECKS.contains(call.action()) && !call.isAbandoned());
        boolean isQuiet = talks.passed().isEmpty() && talks.operation().isEmpty() && talks.prepared().isEmpty()
                && talks.extensions().isEmpty() && talks.asked().isEmpty() && talks.raised().isEmpty();
        Soft.Condition calm = Soft.settled(new TreeMap<>(), new TreeMap<>(), condition.leases()).condition();
        boolean isCalm = new Soft.Condition(calm.start(), calm.storage(), calm.gate(), condition.closing(), condition.stall(),
                condition.yielding(), condition.interrupted(), condition.announcement(), condition.leases()).equals(calm);
        Standing standing = view.soft().standing();
        boolean isFree = Standing.atRest(standing.clock(), standing.well()).equals(standing);
        boolean isBorn = !view.incarnation().equals(Incarnation.NONE);
        return isBorn && isWorkDone && isQuiet && isCalm && isFree
                && view.lcd().status(view.self()).incarnation().equals(view.incarnation());
    }

    /** The health of the peers as {@code view} has it. */
    static SortedMap<NodeId, PeerHealth> healths(ClusterView view) {
        SortedMap<NodeId, PeerHealth> healths = new TreeMap<>();
        view.lcd().config().systems().forEach(row -> healths.put(row.node(), PeerHealth.ALIVE));
        view.soft().peers().forEach((node, peer) -> healths.put(node, peer.health()));
        return healths;
    }

    /** What {@code view} has and {@code settled} has not; {@code scene} is what the reader of the text knows so far. */
    static List<Line> print(ClusterView settled, ClusterView view, Scene scene) {
        List<Line> lines = new ArrayList<>();
        Soft.Condition condition = view.soft().condition();
        lines.add(Line.of("self").with("start", condition.start()).with("storage", condition.storage())
                .with("gate", condition.gate()).with("counter", view.soft().counter()).with("calls", scene.calls().last())
                .with("requests", scene.requests().last()));
        SortedSet<NodeId> peers = new TreeSet<>(settled.soft().peers().keySet());
        peers.addAll(view.soft().peers().keySet());
        for (NodeId peer : peers) {
            PeerView now = view.soft().peers().get(peer);
            if (now == null) {
                lines.add(Line.of("peer").with("peer", peer).with("known", "no"));
            } else if (!now.equals(settled.soft().peers().get(peer))) {
                lines.add(peer(peer, now));
            }
        }
        Soft.Work work = view.soft().work();
        work.retries().forEach((unit, tags) -> lines.add(Line.of("retry").with("unit", unit).with("tags",
                String.join(",", tags.stream().map(Tag::value).toList()))));
        work.cannotTell().forEach((doubt, times) -> lines.add(Line.of("cannot-tell").with("check", doubt.check())
                .with("tag", doubt.tag()).with("times", times)));
        work.recent().forEach((doubt, recent) -> lines.add(Line.of("recent").with("check", doubt.check())
                .with("tag", doubt.tag()).with("verdicts",
                        String.join(",", recent.verdicts().stream().map(Recent.Verdict::name).toList()))));
        Standing standing = view.soft().standing();
        standing.clock().ifPresent(clock -> lines.add(Line.of("wall").with("time", clock.wall()).with("offset-s",
                clock.offset().getTotalSeconds()).with("read-ns", clock.read().nanos())));
        standing.well().forEach((node, since) -> lines.add(Line.of("well").with("node", node).with("since-ns", since.nanos())));
        SortedMap<UnitId, Long> known = settled.soft().condition().leases();
        condition.leases().entrySet().stream().filter(lease -> !lease.getValue().equals(known.get(lease.getKey())))
                .forEach(lease -> lines.add(Line.of("lease").with("unit", lease.getKey()).with("number", lease.getValue())));
        work.calls().forEach((number, call) -> lines.add(Line.of("call").with("number", number).with("action", call.action())
                .with("tag", call.tag())));
        return lines;
    }

    private static Line peer(NodeId peer, PeerView now) {
        return Line.of("peer").with("peer", peer).with("health", now.health()).with("heard", word(now.wasHeard()))
                .with("fresh", word(now.isFresh())).with("met", word(now.isMet())).with("incarnation", now.incarnation())
                .with("shown", now.shown());
    }

    private static String word(boolean isSo) {
        return isSo ? "yes" : "no";
    }

    static ClusterView apply(ClusterView settled, List<Line> lines) {
        if (lines.isEmpty()) {
            return settled;
        }
        Soft soft = settled.soft();
        SortedMap<NodeId, PeerView> peers = new TreeMap<>(soft.peers());
        SortedMap<UnitId, SortedSet<Tag>> retries = new TreeMap<>();
        SortedMap<Doubt, Integer> doubts = new TreeMap<>();
        SortedMap<Doubt, Recent> recent = new TreeMap<>();
        SortedMap<KitCallId, Call> calls = new TreeMap<>();
        Soft.Condition condition = soft.condition();
        Optional<WallClock> clock = Optional.empty();
        SortedMap<NodeId, Ticks> well = new TreeMap<>();
        SortedMap<UnitId, Long> leases = new TreeMap<>(condition.leases());
        long counter = soft.counter();
        for (Line line : lines) {
            Fields fields = new Fields(line);
            switch (line.verb()) {
                case "self" -> {
                    condition = condition(fields, condition);
                    counter = fields.number("counter");
                    fields.number("calls");
                    fields.number("requests");
                }
                case "peer" -> peer(fields, peers);
                case "retry" -> retries.put(new UnitId(fields.text("unit")), tags(fields.text("tags")));
                case "cannot-tell" -> doubts.put(new Doubt(fields.tag("tag"), fields.constant(Action.class, "check")),
                        (int) fields.number("times"));
                case "recent" -> recent.put(new Doubt(fields.tag("tag"), fields.constant(Action.class, "check")),
                        new Recent(Fields.words(fields.text("verdicts")).stream().map(Recent.Verdict::valueOf).toList()));
                case "call" -> calls.put(new KitCallId(fields.number("number")), call(fields, settled.lcd()));
                case "wall" -> clock = Optional.of(wall(fields, line));
                case "lease" -> leases.put(fields.unit("unit"), fields.number("number"));
                case "well" -> well.put(fields.node("node"), new Ticks(fields.number("since-ns")));
                default -> throw new IllegalArgumentException(line.verb() + " says nothing of a node at rest");
            }
            fields.end();
        }
        return new ClusterView(settled.self(), settled.incarnation(), settled.lcd(), new Soft(peers,
                new Soft.Work(soft.work().tasks(), calls, doubts, recent, retries), soft.talks(), condition.with(leases),
                Standing.atRest(clock, well),
                counter));
    }

    private static WallClock wall(Fields fields, Line line) {
        fields.text("time");
        long offset = fields.number("offset-s");
        if (Math.abs(offset) > ZoneOffset.MAX.getTotalSeconds()) {
            throw new IllegalArgumentException("wall: offset-s=" + offset + " is more than 18 hours");
        }
        return new WallClock(new Ticks(fields.number("read-ns")), line.instant("time"), ZoneOffset.ofTotalSeconds((int) offset));
    }

    private static Soft.Condition condition(Fields fields, Soft.Condition was) {
        return new Soft.Condition(fields.constant(Soft.Start.class, "start"), fields.constant(Soft.Storage.class, "storage"),
                fields.constant(Decision.GateState.class, "gate"), was.closing(), was.stall(), was.yielding(), was.interrupted(),
                was.announcement(), was.leases());
    }

    private static void peer(Fields fields, SortedMap<NodeId, PeerView> peers) {
        NodeId peer = fields.node("peer");
        if (fields.text("known", "yes").equals("no")) {
            peers.remove(peer);
            return;
        }
        peers.put(peer, new PeerView(fields.constant(PeerHealth.class, "health"), fields.text("heard").equals("yes"),
                fields.text("fresh").equals("yes"), fields.text("met").equals("yes"),
                fields.incarnation("incarnation", Incarnation.NONE), fields.revision("shown", Revision.ZERO)));
    }

    private static Call call(Fields fields, LcdState lcd) {
        return new Call(fields.tag("tag"), fields.constant(Action.class, "action"), lcd, false);
    }

    private static SortedSet<Tag> tags(String text) {
        SortedSet<Tag> tags = new TreeSet<>();
        Fields.words(text).forEach(word -> tags.add(new Tag(word)));
        return tags;
    }

    /** The numbers that the text goes on counting from, and the calls that are out. */
    static Scene apply(Scene scene, List<Line> lines) {
        Scene next = scene;
        for (Line line : lines) {
            Fields fields = new Fields(line);
            if (line.verb().equals("self")) {
                next = next.counting(fields.number("calls"), fields.number("requests"));
            } else if (line.verb().equals("call")) {
                next = next.with(new KitCallId(fields.number("number")),
                        new Scene.Called(fields.constant(Action.class, "action"), fields.tag("tag")));
            }
        }
        return next;
    }
}
