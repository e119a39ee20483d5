package dev.vigil.recovery.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.FenceName;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.recovery.Cause;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.KitCallId;
import dev.vigil.recovery.Note;
import dev.vigil.recovery.NoteCode;
import dev.vigil.recovery.RequestId;
import dev.vigil.recovery.TimerId;
import dev.vigil.recovery.quorum.Tenure;

/** Decisions as blocks, without what the scene before them tells. */
public final class DecisionText {
    private DecisionText() {}

    /** Each is printed in the scene that those before it leave. */
    public static List<Block> printAll(Scene scene, List<Decision> decisions) {
        List<Block> blocks = new ArrayList<>();
        Scene at = scene;
        for (Decision decision : decisions) {
            blocks.add(print(at, decision));
            at = at.after(decision);
        }
        return blocks;
    }

    public static List<Decision> parseAll(Scene scene, List<Block> blocks) {
        List<Decision> decisions = new ArrayList<>();
        Scene at = scene;
        for (Block block : blocks) {
            Decision decision = parse(at, block);
            decisions.add(decision);
            at = at.after(decision);
        }
        return decisions;
    }

    public static Block print(Scene scene, Decision decision) {
        return switch (decision) {
            case Decision.Store store -> new Block(Line.of("store"), StoreText.print(scene, store.entries()));
            case Decision.Tell tell -> new Block(Line.of("tell").with("peer", tell.peer()),
                    PeerNoteText.print(scene, scene.self(), tell.note()));
            case Decision.CallKit call -> call(scene, call);
            case Decision.AbandonKitCall abandon -> Block.of(CallText.with(Line.of("abandon-kit-call"), scene, abandon.call()));
            case Decision.WakeAt wake -> Block.of(
                    Line.of("wake-at").with("timer", wake.timer()).with("at", Quantity.print(wake.at())));
            case Decision.Fence fence -> Block.of(Line.of("fence").with("number", fence.number()).with("node", fence.victim())
                    .with("device", fence.device()));
            case Decision.AbandonFence abandon -> Block.of(Line.of("abandon-fence").with("number", abandon.number()));
            case Decision.AskSafety ask -> Block.of(Line.of("ask-safety").with("number", ask.number()).with("unit", ask.unit()));
            case Decision.SeekLease seek -> Block.of(seek(seek));
            case Decision.Certify certify -> new Block(Line.of("certify"),
                    certify.certificates().stream().map(certificate -> Block.of(VoteText.print(certificate))).toList());
            case Decision.EndLease end -> Block.of(Line.of("end-lease").with("unit", end.unit()));
            case Decision.Gate gate -> Block.of(Line.of("gate").with("state", gate.state()));
            case Decision.Halt halt -> Block.of(Line.of("halt").with("why", halt.why()));
            case Decision.Answer answer -> Block.around(answer(scene, answer.id()), RequestText.print(answer.reply()));
            case Decision.Noted noted -> Block.around(Line.of("noted"), note(noted.note()));
        };
    }

    public static Decision parse(Scene scene, Block block) {
        Fields fields = new Fields(block.head());
        Decision decision = switch (block.verb()) {
            case "store" -> new Decision.Store(StoreText.parse(scene, block.parts()));
            case "tell" -> new Decision.Tell(fields.node("peer"), PeerNoteText.parse(scene, scene.self(), block.parts()));
            case "call-kit" -> call(scene, block, fields);
            case "abandon-kit-call" -> new Decision.AbandonKitCall(CallText.parse(scene, fields));
            case "wake-at" -> new Decision.WakeAt(new TimerId(fields.text("timer")), Quantity.ticks(fields.text("at")));
            case "fence" ->
                new Decision.Fence(fields.number("number"), fields.node("node"), new FenceName(fields.text("device")));
            case "abandon-fence" -> new Decision.AbandonFence(fields.number("number"));
            case "ask-safety" -> new Decision.AskSafety(fields.number("number"), fields.unit("unit"));
            case "seek-lease" -> new Decision.SeekLease(fields.unit("unit"), fields.number("number"), fields.epoch("least"),
                    fields.find("lease").map(DecisionText::tenure));
            case "certify" ->
                new Decision.Certify(block.parts().stream().map(part -> VoteText.certificate(part.head())).toList());
            case "end-lease" -> new Decision.EndLease(fields.unit("unit"));
            case "gate" -> new Decision.Gate(fields.constant(Decision.GateState.class, "state"));
            case "halt" -> new Decision.Halt(fields.text("why"));
            case "answer" -> new Decision.Answer(answered(scene, fields), RequestText.parseReply(block.only()));
            case "noted" -> new Decision.Noted(note(block.only()));
            default -> throw new IllegalArgumentException("\"" + block.verb() + "\" is not a decision");
        };
        fields.end();
        return decision;
    }

    private static Line seek(Decision.SeekLease seek) {
        Line line = Line.of("seek-lease").with("unit", seek.unit()).with("number", seek.number()).with("least", seek.least());
        return seek.tenure().map(tenure -> line.with("lease", switch (tenure) {
            case Tenure.Lease(Duration length) -> Quantity.print(length);
            case Tenure.HandOver(Duration length) -> LetterText.HAND_OVER + Quantity.print(length);
            case Tenure.UntilFenced endless -> LetterText.UNTIL_FENCED;
        })).orElse(line);
    }

    private static Tenure tenure(String text) {
        if (text.startsWith(LetterText.HAND_OVER)) {
            return new Tenure.HandOver(Quantity.duration(text.substring(LetterText.HAND_OVER.length())));
        }
        return text.equals(LetterText.UNTIL_FENCED) ? Tenure.UNTIL_FENCED : new Tenure.Lease(Quantity.duration(text));
    }

    private static Block call(Scene scene, Decision.CallKit call) {
        ResourceRow resource = call.target().resource();
        InstanceRow instance = call.target().instance();
        Line head = Line.of("call-kit").with("action", call.action()).with("tag", resource.tag()).with("cause", call.cause())
                .with("limit", Quantity.print(call.limit()));
        head = call.source().isPresent() ? head.with("source", call.source().get()) : head;
        head = call.occurrence().isPresent() ? call.occurrence().get().on(head) : head;
        head = EventText.unless(head, "call", call.call().toString(), nextCall(scene).toString());
        Optional<Decision.Target> known = configured(scene, resource.tag());
        return known.equals(Optional.of(call.target()))
                ? Block.of(head)
                : new Block(head, List.of(Block.of(resource.toLine()), Block.of(instance.toLine())));
    }

    private static Decision call(Scene scene, Block block, Fields fields) {
        Tag tag = fields.tag("tag");
        KitCallId call = fields.find("call").map(text -> new KitCallId(Long.parseLong(text))).orElse(nextCall(scene));
        Decision.Target target = block.parts().isEmpty()
                ? configured(scene, tag).orElseThrow(() -> new IllegalArgumentException(
                        "call-kit: " + tag + " has no instance on " + scene.self()))
                : RequestText.target(block);
        return new Decision.CallKit(call, target, fields.constant(Action.class, "action"), fields.duration("limit"),
                fields.constant(Cause.class, "cause"), fields.find("source").map(NodeId::new), Occurrence.find(fields::find));
    }

    private static Optional<Decision.Target> configured(Scene scene, Tag tag) {
        Config config = scene.lcd().config();
        return config.resource(tag)
                .flatMap(resource -> config.instance(tag, scene.self()).map(instance -> new Decision.Target(resource, instance)));
    }

    private static KitCallId nextCall(Scene scene) {
        return new KitCallId(scene.calls().last() + 1);
    }

    private static Line answer(Scene scene, RequestId id) {
        return scene.request().equals(Optional.of(id)) ? Line.of("answer") : Line.of("answer").with("id", id);
    }

    private static RequestId answered(Scene scene, Fields fields) {
        return fields.find("id").map(text -> new RequestId(Long.parseLong(text))).or(scene::request)
                .orElseThrow(() -> new IllegalArgumentException("answer: id= is missing, and not exactly one request is open"));
    }

    private static Block note(Note note) {
        return Block.of(note.facts());
    }

    private static Note note(Block block) {
        List<Line> lines = block.lines();
        if (lines.size() != 1) {
            throw new IllegalArgumentException("noted: nothing may be indented below a note");
        }
        for (NoteCode code : NoteCode.values()) {
            if (code.word().equals(block.verb())) {
                return new Note(code, block.head());
            }
        }
        throw new IllegalArgumentException("\"" + block.verb() + "\" is not the code of a note");
    }
}
