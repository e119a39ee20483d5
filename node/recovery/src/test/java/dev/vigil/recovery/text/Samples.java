package dev.vigil.recovery.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import dev.vigil.comm.heartbeat.Departure;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.FencingRow;
import dev.vigil.lcd.model.FencingMode;
import dev.vigil.lcd.model.FenceRow;
import dev.vigil.lcd.model.FenceName;
import dev.vigil.lcd.model.FenceAction;
import dev.vigil.lcd.model.CertificateRow;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.FlagName;
import dev.vigil.lcd.model.FlagRow;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.RepairsRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.RulingRow;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.StatusRow;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.Cause;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.FenceOutcome;
import dev.vigil.recovery.KitCallId;
import dev.vigil.recovery.Note;
import dev.vigil.recovery.NoteCode;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.SafetyAnswer;
import dev.vigil.recovery.RequestId;
import dev.vigil.recovery.TimerId;
import dev.vigil.recovery.quorum.Certificate;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Tenure;

/** Values of every kind, drawn from a seed: awkward texts, whole and broken durations, known and unknown names. */
final class Samples {
    static final NodeId ALPHA = new NodeId("alpha");
    static final Given GIVEN = GivenText.parse(BlockText.parse(List.of("resource tag=web type=generic needs=web-ip",
            "resource tag=web-ip type=ip quick=5s p.interface=eth0", "owner unit=web node=alpha epoch=7")));
    private static final List<String> TEXTS = List.of("", "plain", "two words", "a : b", "\"quoted\" \\ and\na second line\t日本",
            "x=y", "#", "- +", "\" : \"");

    private final Random random;

    Samples(long seed) {
        random = new Random(seed * 0x9e3779b97f4a7c15L);
    }

    Event event() {
        List<Supplier<Event>> kinds = List.of(() -> new Event.Started(node(), life(), lcd()),
                () -> new Event.PathChanged(path(), node(), constant(PathHealth.values()), duration()),
                () -> new Event.PeerChanged(node(), constant(PeerHealth.values()), duration()),
                () -> new Event.SelfStalled(duration()),
                () -> new Event.PeerSummary(node(), life(), revision(), revision()),
                () -> new Event.PeerSpeaks(node(), version(), version()),
                () -> new Event.BoundChanged(node(), random.nextBoolean(), duration(), duration()),
                () -> new Event.PeerSaid(node(), life(), NoteSamples.draw(this)), () -> new Event.PeerEnded(node(), life()),
                () -> new Event.LinkReset(node()),
                () -> new Event.KitFinished(call(), outcome()), () -> new Event.KitSignalled(tag(), text()),
                () -> new Event.GuardActed(text(), new TreeSet<>(List.of(tag(), tag())), random.nextInt(3), random.nextInt(3)),
                () -> new Event.FenceFinished(random.nextInt(9), fenced()),
                () -> new Event.SafetyAnswered(random.nextInt(9),
                        pick(List.of(new SafetyAnswer.Nobody(), new SafetyAnswer.Somebody(text()),
                                new SafetyAnswer.Unknown(text())))),
                () -> new Event.LeaseGranted(new UnitId("web"), random.nextInt(9), new Epoch(random.nextInt(9))),
                () -> new Event.LeaseWithheld(new UnitId("web"), text()), () -> new Event.LeaseHandedOver(new UnitId("web")),
                () -> new Event.LeaseKept(new UnitId("web")),
                () -> new Event.FenceAwaited(new UnitId("web"), Optional.empty()),
                () -> new Event.FenceAwaited(new UnitId("web"),
                        Optional.of(new Holder(new NodeId("alpha"), new Incarnation(3, 7)))),
                () -> new Event.LeaseLost(new UnitId("web"), text()), () -> new Event.GuardLost(text()),
                () -> new Event.StoreFailed(lcd(), text()), Event.StorageRecovered::new,
                () -> new Event.HaltFailed(text()),
                () -> new Event.TurnedAway(node(), constant(Departure.values()), revision()),
                () -> new Event.OperatorAsked(new RequestId(random.nextInt(4)), pick(List.of("operator", "ann o'")), request()),
                () -> new Event.ClockRead(Instant.ofEpochSecond(random.nextInt()), ZoneOffset.ofHours(random.nextInt(12))),
                () -> new Event.Woke(timer()));
        return pick(kinds).get();
    }

    private NodeVersion version() {
        return new NodeVersion(1 + random.nextInt(2), random.nextInt(3), pick(List.of("", "0.1.0-SNAPSHOT")));
    }

    Decision decision() {
        List<Supplier<Decision>> kinds = List.of(() -> new Decision.Store(some(this::entry)),
                () -> new Decision.Tell(node(), NoteSamples.draw(this)),
                () -> new Decision.CallKit(call(), target(), constant(Action.values()), duration(), constant(Cause.values()),
                        random.nextBoolean() ? Optional.of(node()) : Optional.empty(),
                        random.nextBoolean() ? Optional.of(occurrence()) : Optional.empty()),
                () -> new Decision.AbandonKitCall(call()), () -> new Decision.WakeAt(timer(), ticks()),
                () -> new Decision.Fence(random.nextInt(9), node(), new FenceName("pdu")),
                () -> new Decision.AbandonFence(random.nextInt(9)),
                () -> new Decision.AskSafety(random.nextInt(9), new UnitId("web")),
                () -> new Decision.SeekLease(new UnitId("web"), random.nextInt(9), new Epoch(random.nextInt(9))),
                () -> new Decision.SeekLease(new UnitId("web"), random.nextInt(9), new Epoch(2),
                        Optional.of(Tenure.UNTIL_FENCED)),
                () -> new Decision.Certify(
                        List.of(new Certificate(new Holder(new NodeId("alpha"), new Incarnation(3, 7)), text(), 4))),
                () -> new Decision.EndLease(new UnitId("web")), () -> new Decision.Halt(text()),
                () -> new Decision.Gate(constant(Decision.GateState.values())),
                () -> new Decision.Answer(new RequestId(random.nextInt(4)), reply()),
                () -> new Decision.Noted(Note.of(constant(NoteCode.values())).with("peer", node()).with("why", text())));
        return pick(kinds).get();
    }

    Request request() {
        List<Supplier<Request>> kinds = List.of(() -> new Request.ChangeConfig(text(), configChanges(), some(this::node)),
                () -> new Request.CreateResource(resource(), instance(), constant(Request.After.values())),
                () -> new Request.Extend(tag(), node(), some(this::instance)), () -> new Request.CreateDependency(tag(), tag()),
                () -> new Request.InService(tag(), Optional.of(node())), () -> new Request.InService(tag(), Optional.empty()),
                () -> new Request.DeleteResource(tag(), some(this::node)),
                () -> new Request.Unextend(tag(), node(), some(this::node)),
                () -> new Request.RemoveNode(node(), some(this::node)),
                () -> new Request.ReplaceNode(system(),
                        some(() -> new PathRow(new PathId("lan1"), ALPHA, text(), new NodeId("bravo"), text()))),
                () -> new Request.DeleteDependency(tag(), tag()), this::changeResource,
                () -> new Request.SetState(tag(), Optional.of(node()), constant(ResourceState.values()), text()),
                () -> new Request.SetState(tag(), Optional.empty(), constant(ResourceState.values()), text()),
                () -> new Request.RunAction(tag(), constant(Action.values())), () -> new Request.SendEvent(tag(), text()),
                () -> new Request.RaiseEvent(tag(), occurrence()),
                () -> new Request.SetFlag(new FlagName("!lock"), node()),
                () -> new Request.ClearFlag(new FlagName("!lock"), node()),
                () -> new Request.OutOfService(tag()), () -> new Request.Switchover(tag(), Optional.of(node())),
                () -> new Request.Switchover(tag(), Optional.empty()),
                () -> new Request.Shutdown(constant(Request.ShutdownStrategy.values())), () -> RulingSamples.draw(this),
                () -> RulingSamples.draw(this));
        return pick(kinds).get();
    }

    private Request changeResource() {
        TreeMap<String, String> values = new TreeMap<>();
        values.put(pick(List.of("id", "p.port", "quick-ms")), text());
        TreeSet<String> unset = new TreeSet<>(some(() -> pick(List.of("port", "scripts"))));
        return new Request.ChangeResource(tag(), random.nextBoolean() ? Optional.of(node()) : Optional.empty(), values, unset);
    }

    Reply reply() {
        return random.nextBoolean()
                ? new Reply.Done(some(this::text))
                : new Reply.Refused(constant(Reply.Refusal.values()), text(), text());
    }

    /** Unfit ones among them: they are printed, too. */
    Entry entry() {
        Status known = GIVEN.lcd().status(ALPHA);
        List<Supplier<Entry>> kinds = List.of(() -> new Entry.ConfigChanged(revision(), configChanges()),
                () -> new Entry.ConfigReplaced(lcd().config()),
                () -> new Entry.StatusChanged(node(), life(), revision(), statusChanges(node())),
                () -> new Entry.StatusChanged(ALPHA, known.incarnation(), known.revision().next(), statusChanges(ALPHA)),
                () -> new Entry.StatusReplaced(node(), Status.of(life(), revision(), some(() -> statusRow(node())))),
                () -> new Entry.Noted(new HistoryEntry(node(), life(), random.nextInt(9), Instant.ofEpochSecond(random.nextInt()),
                        ticks(), Line.of("peer-dead").with("why", text()))));
        return pick(kinds).get();
    }

    LcdState lcd() {
        NodeId node = node();
        return random.nextBoolean()
                ? GIVEN.lcd()
                : GIVEN.lcd().apply(new Entry.StatusReplaced(node, Status.of(life(), revision(), List.of(statusRow(node)))));
    }

    private List<Change> configChanges() {
        List<Supplier<Change>> kinds = List.of(() -> new Change.Put(system()),
                () -> new Change.Put(instance()),
                () -> new Change.Put(new FencingRow(constant(FencingMode.values()), Duration.ZERO)),
                () -> new Change.Put(new FenceRow(new FenceName("pdu"), node(), 1,
                        new FenceRow.Agent("/bin/true", constant(FenceAction.values()), Duration.ofSeconds(60)),
                        new TreeMap<>(Map.of("plug", text())), new TreeMap<>(Map.of("password", "c2VhbGVk")))),
                () -> new Change.Put(resource()), () -> new Change.Remove(InstanceRow.keyOf(tag(), node())));
        return some(() -> pick(kinds).get());
    }

    private SystemRow system() {
        return random.nextBoolean()
                ? new SystemRow(node(), text())
                : new SystemRow(node(), text(), new SystemRow.Machine(1 + random.nextInt(9), text()));
    }

    private List<Change> statusChanges(NodeId node) {
        return some(() -> random.nextInt(4) == 0 ? new Change.Remove(StateRow.keyOf(tag())) : new Change.Put(statusRow(node)));
    }

    private StatusRow statusRow(NodeId node) {
        List<Supplier<StatusRow>> kinds = List.of(() -> new StateRow(node, tag(), constant(ResourceState.values()), text()),
                () -> new OwnershipRow(node, new UnitId("web"), new Epoch(random.nextInt(9)), random.nextBoolean()),
                () -> new RulingRow(node, "freeze", "web", text(), random.nextInt(9),
                        new RulingRow.Said(Instant.ofEpochSecond(random.nextInt()), "ann", text())),
                () -> new CertificateRow(node, node(), life(), constant(CertificateRow.End.values()), "pdu", random.nextInt(9)),
                () -> new FlagRow(node, new FlagName("!nofailover!bravo")),
                () -> new RepairsRow(node, new Tag("web"), List.of(Ticks.ofMillis(5_000), Ticks.ofMillis(65_001))));
        return pick(kinds).get();
    }

    Decision.Target target() {
        return random.nextBoolean()
                ? new Decision.Target(resource(), instance())
                : new Decision.Target(GIVEN.lcd().config().resource(new Tag("web")).orElseThrow(),
                        GIVEN.lcd().config().instance(new Tag("web"), ALPHA).orElseThrow());
    }

    ResourceRow resource() {
        return new ResourceRow(tag(), new TypeId("generic"), new UnitId("web"), constant(Initialization.values()),
                constant(Switchback.values()), random.nextBoolean());
    }

    InstanceRow instance() {
        return new InstanceRow(tag(), node(), text(), text(), new Priority(1 + random.nextInt(1024)),
                new InstanceRow.Checks(Duration.ofMillis(random.nextInt(5000)), Duration.ZERO), new TreeMap<>());
    }

    private Occurrence occurrence() {
        SortedMap<Occurrence.Fact, String> facts = new TreeMap<>();
        some(() -> constant(Occurrence.Fact.values())).forEach(fact -> facts.put(fact, plain()));
        return new Occurrence(pick(List.of("gen", "filesys")), pick(List.of("failed", "disk_full")), plain(), facts);
    }

    /** An event holds no control characters. */
    private String plain() {
        return text().replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }

    private Outcome outcome() {
        return pick(List.of(new Outcome.Done(duration()), new Outcome.Done(duration(), text()), new Outcome.Failed(text()),
                new Outcome.Unknown(text())));
    }

    private FenceOutcome fenced() {
        return pick(List.of(new FenceOutcome.Confirmed(duration()), new FenceOutcome.Failed(text()),
                new FenceOutcome.Unknown(text())));
    }

    Duration duration() {
        return pick(List.of(Duration.ZERO, Duration.ofSeconds(30), Duration.ofMillis(520), Duration.ofNanos(1_234_567),
                Duration.ofNanos(random.nextInt())));
    }

    Ticks ticks() {
        return random.nextBoolean() ? Ticks.ofMillis(random.nextInt(1_000_000)) : new Ticks(random.nextInt(Integer.MAX_VALUE));
    }

    KitCallId call() {
        return new KitCallId(1 + random.nextInt(3));
    }

    TimerId timer() {
        return new TimerId("quick-check/" + tag());
    }

    NodeId node() {
        return new NodeId(pick(List.of("alpha", "bravo", "charlie")));
    }

    PathId path() {
        return new PathId(pick(List.of("alpha-bravo/lan1", "bravo-charlie/lan1")));
    }

    Tag tag() {
        return new Tag(pick(List.of("web", "web-ip", "other")));
    }

    Incarnation life() {
        return new Incarnation(1 + random.nextInt(3), random.nextInt(2));
    }

    Revision revision() {
        return new Revision(random.nextInt(4));
    }

    Epoch epoch() {
        return new Epoch(random.nextInt(9));
    }

    String text() {
        return pick(TEXTS);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    <T> List<T> some(Supplier<T> one) {
        List<T> many = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            many.add(one.get());
        }
        return many;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    @SafeVarargs
    final <T> T constant(T... from) {
        return from[random.nextInt(from.length)];
    }
}
