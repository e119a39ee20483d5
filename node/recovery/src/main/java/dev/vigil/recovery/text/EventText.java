package dev.vigil.recovery.text;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.vigil.comm.heartbeat.Departure;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.Tag;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.RequestId;
import dev.vigil.recovery.TimerId;

/** Events as blocks, without what the scene before them tells. */
public final class EventText {
    private static final String NO_TIME = Quantity.print(Duration.ZERO);
    private static final String OPERATOR = "operator";

    private EventText() {}

    public static Block print(Scene scene, Event event) {
        return switch (event) {
            case Event.Started started -> started(scene, started);
            case Event.PathChanged changed -> Block.of(unless(unless(
                    Line.of("path-changed").with("path", changed.path()).with("health", changed.health()), "silence",
                    Quantity.print(changed.silence()), NO_TIME), "peer", changed.peer().value(),
                    otherEnd(scene, changed.path()).map(NodeId::value).orElse("")));
            case Event.PeerChanged changed -> Block.of(unless(
                    Line.of("peer-changed").with("peer", changed.peer()).with("health", changed.health()), "silence",
                    Quantity.print(changed.silence()), NO_TIME));
            case Event.SelfStalled stalled -> Block.of(Line.of("self-stalled").with("late", Quantity.print(stalled.late())));
            case Event.PeerSummary summary -> Block.of(summary(scene, summary));
            case Event.PeerSpeaks speaks -> Block.of(speaks(speaks));
            case Event.BoundChanged bound -> Block.of(Line.of("bound-changed").with("peer", bound.peer())
                    .with("met", bound.isMet()).with("needed", Quantity.print(bound.needed()))
                    .with("longest", Quantity.print(bound.longest())));
            case Event.PeerSaid said -> new Block(
                    unless(Line.of("peer-said").with("from", said.from()), "incarnation", said.incarnation().toString(),
                            lifeOf(scene, said.from())),
                    PeerNoteText.print(scene, said.from(), said.note()));
            case Event.PeerEnded ended -> Block.of(Line.of("peer-ended").with("peer", ended.peer()).with("life", ended.life()));
            case Event.LinkReset reset -> Block.of(Line.of("link-reset").with("peer", reset.peer()));
            case Event.KitFinished finished -> Block.of(
                    outcome(CallText.with(Line.of("kit-finished"), scene, finished.call()), finished.outcome()));
            case Event.KitSignalled signalled -> Block.of(
                    Line.of("kit-signalled").with("tag", signalled.tag()).with("detail", signalled.detail()));
            case Event.FenceFinished finished -> Block.of(
                    FenceText.print(Line.of("fence-finished").with("number", finished.number()), finished.outcome()));
            case Event.SafetyAnswered said -> Block.of(
                    SafetyText.print(Line.of("safety-answered").with("number", said.number()), said.answer()));
            case Event.LeaseGranted granted -> Block.of(Line.of("lease-granted").with("unit", granted.unit())
                    .with("epoch", granted.epoch()).with("number", granted.number()));
            case Event.LeaseWithheld withheld -> Block.of(Line.of("lease-withheld").with("unit", withheld.unit())
                    .with("reason", withheld.reason()));
            case Event.FenceAwaited awaited -> Block.of(awaited.owner().map(owner -> Line.of("fence-awaited")
                    .with("unit", awaited.unit()).with("owner", LetterText.holder(owner)))
                    .orElse(Line.of("fence-awaited").with("unit", awaited.unit())));
            case Event.LeaseKept kept -> Block.of(Line.of("lease-kept").with("unit", kept.unit()));
            case Event.LeaseHandedOver handed -> Block.of(Line.of("lease-handed-over").with("unit", handed.unit()));
            case Event.LeaseLost lost -> Block.of(Line.of("lease-lost").with("unit", lost.unit()).with("reason", lost.reason()));
            case Event.GuardActed acted -> Block.of(Line.of("guard-acted").with("reason", acted.reason())
                    .with("tags", String.join(",", acted.tags().stream().map(Tag::value).toList())).with("ended", acted.ended())
                    .with("left", acted.left()));
            case Event.GuardLost lost -> Block.of(Line.of("guard-lost").with("detail", lost.detail()));
            case Event.StoreFailed failed -> withState(Line.of("store-failed").with("reason", failed.reason()), failed.durable(),
                    scene.stored().before());
            case Event.StorageRecovered ignored -> Block.of(Line.of("storage-recovered"));
            case Event.HaltFailed failed -> Block.of(Line.of("halt-failed").with("reason", failed.reason()));
            case Event.OperatorAsked asked -> Block.around(asked(scene, asked), RequestText.print(asked.request()));
            case Event.ClockRead read -> Block.of(Line.of("clock-read").with("wall", read.wall().atOffset(read.offset())));
            case Event.TurnedAway away -> Block.of(Line.of("turned-away").with("peer", away.peer()).with("why", away.why())
                    .with("config", away.config()));
            case Event.Woke woke -> Block.of(Line.of("woke").with("timer", woke.timer()));
        };
    }

    public static Event parse(Scene scene, Block block) {
        Fields fields = new Fields(block.head());
        Event event = parse(scene, block, fields);
        fields.end();
        return event;
    }

    private static Event parse(Scene scene, Block block, Fields fields) {
        return switch (block.verb()) {
            case "started" -> new Event.Started(new NodeId(fields.text("self", scene.self().value())),
                    fields.incarnation("incarnation", scene.nextIncarnation()), state(block, scene.lcd()),
                    fields.text("kept", "no").equals("yes"));
            case "path-changed" -> pathChanged(scene, fields);
            case "peer-changed" -> new Event.PeerChanged(fields.node("peer"), fields.constant(PeerHealth.class, "health"),
                    fields.duration("silence", Duration.ZERO));
            case "self-stalled" -> new Event.SelfStalled(fields.duration("late"));
            case "peer-summary" -> summary(scene, fields);
            case "peer-speaks" ->
                new Event.PeerSpeaks(fields.node("peer"), version(fields.text("protocol"), fields.text("program", "")),
                        version(fields.text("own", NodeVersion.UNTOLD.protocol()), fields.text("own-program", "")));
            case "bound-changed" -> new Event.BoundChanged(fields.node("peer"), Boolean.parseBoolean(fields.text("met")),
                    fields.duration("needed"), fields.duration("longest"));
            case "peer-said" -> peerSaid(scene, block, fields);
            case "peer-ended" -> new Event.PeerEnded(fields.node("peer"),
                    fields.incarnation("life", Incarnation.NONE));
            case "link-reset" -> new Event.LinkReset(fields.node("peer"));
            case "kit-finished" -> new Event.KitFinished(CallText.parse(scene, fields), outcome(fields));
            case "kit-signalled" -> new Event.KitSignalled(fields.tag("tag"), fields.text("detail"));
            case "safety-answered" -> new Event.SafetyAnswered(fields.number("number"), SafetyText.parse(fields));
            case "fence-finished" -> new Event.FenceFinished(fields.number("number"), FenceText.parse(fields));
            case "lease-granted" -> new Event.LeaseGranted(fields.unit("unit"), fields.number("number"), fields.epoch("epoch"));
            case "lease-withheld" -> new Event.LeaseWithheld(fields.unit("unit"), fields.text("reason"));
            case "fence-awaited" ->
                new Event.FenceAwaited(fields.unit("unit"), fields.find("owner").map(LetterText::holder));
            case "lease-kept" -> new Event.LeaseKept(fields.unit("unit"));
            case "lease-handed-over" -> new Event.LeaseHandedOver(fields.unit("unit"));
            case "lease-lost" -> new Event.LeaseLost(fields.unit("unit"), fields.text("reason"));
            case "guard-acted" -> new Event.GuardActed(fields.text("reason"), guarded(fields.text("tags")),
                    Integer.parseInt(fields.text("ended", "0")), Integer.parseInt(fields.text("left", "0")));
            case "guard-lost" -> new Event.GuardLost(fields.text("detail"));
            case "clock-read" -> clockRead(fields.text("wall"));
            case "store-failed" -> new Event.StoreFailed(state(block, scene.stored().before()), fields.text("reason"));
            case "storage-recovered" -> new Event.StorageRecovered();
            case "halt-failed" -> new Event.HaltFailed(fields.text("reason"));
            case "operator-asked" -> new Event.OperatorAsked(
                    new RequestId(Long.parseLong(fields.text("id", nextRequest(scene)))), fields.text("caller", OPERATOR),
                    RequestText.parse(block.only()));
            case "turned-away" -> new Event.TurnedAway(fields.node("peer"), fields.constant(Departure.class, "why"),
                    fields.revision("config", scene.lcd().config().number().next()));
            case "woke" -> new Event.Woke(new TimerId(fields.text("timer")));
            default -> throw new IllegalArgumentException("\"" + block.verb() + "\" is not an event");
        };
    }

    private static SortedSet<Tag> guarded(String tags) {
        SortedSet<Tag> guarded = new TreeSet<>();
        Stream.of(tags.split(",")).filter(word -> !word.isEmpty()).forEach(word -> guarded.add(new Tag(word)));
        return guarded;
    }

    private static Block started(Scene scene, Event.Started started) {
        Line head = unless(Line.of("started"), "self", started.self().value(), scene.self().value());
        head = unless(head, "incarnation", started.incarnation().toString(), scene.nextIncarnation().toString());
        head = unless(head, "kept", started.isKept() ? "yes" : "no", "no");
        return withState(head, started.lcd(), scene.lcd());
    }

    private static Event clockRead(String wall) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(wall);
            return new Event.ClockRead(time.toInstant(), time.getOffset());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("wall \"" + wall + "\" is not of the form 2026-03-04T10:00:00+01:00", e);
        }
    }

    private static Event pathChanged(Scene scene, Fields fields) {
        PathId path = new PathId(fields.text("path"));
        NodeId peer = fields.find("peer").map(NodeId::new).or(() -> otherEnd(scene, path))
                .orElseThrow(() -> new IllegalArgumentException("path-changed: " + path + " is no path of " + scene.self()));
        return new Event.PathChanged(path, peer, fields.constant(PathHealth.class, "health"),
                fields.duration("silence", Duration.ZERO));
    }

    private static Optional<NodeId> otherEnd(Scene scene, PathId path) {
        Config config = scene.lcd().config();
        return config.paths().stream().filter(row -> row.path().equals(path)).filter(row -> row.touches(scene.self())).findFirst()
                .map((PathRow row) -> row.peerOf(scene.self()));
    }

    private static Line summary(Scene scene, Event.PeerSummary summary) {
        Status known = scene.lcd().status(summary.peer());
        Line line = Line.of("peer-summary").with("peer", summary.peer());
        line = unless(line, "incarnation", summary.incarnation().toString(), known.incarnation().toString());
        line = unless(line, "config", summary.config().toString(), scene.lcd().config().number().toString());
        return unless(line, "status", summary.status().toString(), known.revision().toString());
    }

    private static Event summary(Scene scene, Fields fields) {
        NodeId peer = fields.node("peer");
        Status known = scene.lcd().status(peer);
        return new Event.PeerSummary(peer, fields.incarnation("incarnation", known.incarnation()),
                fields.revision("config", scene.lcd().config().number()), fields.revision("status", known.revision()));
    }

    private static Event peerSaid(Scene scene, Block block, Fields fields) {
        NodeId from = fields.node("from");
        return new Event.PeerSaid(from, fields.incarnation("incarnation", Incarnation.parse(lifeOf(scene, from))),
                PeerNoteText.parse(scene, from, block.parts()));
    }

    private static NodeVersion version(String protocol, String program) {
        int dot = protocol.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("protocol \"" + protocol + "\" is not MAJOR.MINOR");
        }
        return new NodeVersion(Integer.parseInt(protocol.substring(0, dot)), Integer.parseInt(protocol.substring(dot + 1)),
                program);
    }

    private static Line speaks(Event.PeerSpeaks speaks) {
        Line line = Line.of("peer-speaks").with("peer", speaks.peer()).with("protocol", speaks.theirs().protocol());
        line = unless(line, "program", speaks.theirs().program(), "");
        line = unless(line, "own", speaks.ours().protocol(), NodeVersion.UNTOLD.protocol());
        return unless(line, "own-program", speaks.ours().program(), "");
    }

    private static Line asked(Scene scene, Event.OperatorAsked asked) {
        Line line = unless(Line.of("operator-asked"), "id", asked.id().toString(), nextRequest(scene));
        return unless(line, "caller", asked.caller(), OPERATOR);
    }

    private static String nextRequest(Scene scene) {
        return Long.toString(scene.requests().last() + 1);
    }

    private static String lifeOf(Scene scene, NodeId node) {
        return scene.lcd().status(node).incarnation().toString();
    }

    private static Line outcome(Line line, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> unless(unless(line.with("outcome", "done"), "took", Quantity.print(done.took()), NO_TIME),
                    "report", done.report(), "");
            case Outcome.Failed failed -> line.with("outcome", "failed").with("detail", failed.detail());
            case Outcome.Unknown unknown -> line.with("outcome", "unknown").with("detail", unknown.detail());
        };
    }

    private static Outcome outcome(Fields fields) {
        String word = fields.text("outcome");
        return switch (word) {
            case "done" -> new Outcome.Done(fields.duration("took", Duration.ZERO), fields.find("report").orElse(""));
            case "failed" -> new Outcome.Failed(fields.text("detail"));
            case "unknown" -> new Outcome.Unknown(fields.text("detail"));
            default -> throw new IllegalArgumentException("outcome \"" + word + "\" is not done, failed or unknown");
        };
    }

    private static Block withState(Line head, LcdState lcd, LcdState known) {
        return new Block(head, lcd.equals(known) ? List.of() : StoreText.print(lcd));
    }

    private static LcdState state(Block block, LcdState known) {
        return block.parts().isEmpty() ? known : StoreText.parseState(block.parts());
    }

    static Line unless(Line line, String name, String value, String otherwise) {
        return value.equals(otherwise) ? line : line.with(name, value);
    }
}
