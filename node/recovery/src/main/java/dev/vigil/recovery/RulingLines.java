package dev.vigil.recovery;

import java.time.Duration;
import java.util.Optional;

import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;

/** Rulings as lines of text; each is one line. */
final class RulingLines {
    private static final String REASON = "reason";

    private RulingLines() {}

    static Line print(Request.Ruling ruling) {
        return switch (ruling) {
            case Request.Freeze freeze -> on(Line.of("freeze").with("for-s", freeze.lasts().toSeconds()), freeze.tag())
                    .with(REASON, freeze.reason());
            case Request.Unfreeze unfreeze -> on(Line.of("unfreeze"), unfreeze.tag()).with(REASON, unfreeze.reason());
            case Request.ConfirmFailover confirm -> Line.of("confirm-failover").with("node", confirm.node())
                    .with("verdict", confirm.verdict()).with(REASON, confirm.reason());
            case Request.ConfirmDead dead -> Line.of("confirm-dead").with("node", dead.node()).with(REASON, dead.reason());
            case Request.FenceNode fence -> Line.of("fence-node").with("node", fence.node()).with(REASON, fence.reason());
            case Request.Keep keep ->
                Line.of("keep").with("tag", keep.tag()).with("node", keep.node()).with(REASON, keep.reason());
            case Request.StartAlone alone -> Line.of("start-alone").with("node", alone.node()).with(REASON, alone.reason());
            case Request.ClearFailed clear -> at(Line.of("clear-failed").with("tag", clear.tag()), clear.node())
                    .with(REASON, clear.reason());
            case Request.ConfirmStopped stopped -> at(Line.of("confirm-stopped").with("tag", stopped.tag()), stopped.node())
                    .with(REASON, stopped.reason());
            case Request.ClearDoubt doubt -> at(Line.of("clear-doubt").with("tag", doubt.tag()), doubt.node())
                    .with(REASON, doubt.reason());
            case Request.BreakLock lock -> Line.of("break-lock").with("node", lock.node()).with(REASON, lock.reason());
            case Request.SetNode set -> Line.of("set-node").with("node", set.node()).with("name", set.name())
                    .with("value", set.value());
        };
    }

    /** Reads what {@link #print} wrote; {@link IllegalArgumentException} says what is wrong. */
    static Request.Ruling parse(Line head) {
        return switch (head.verb()) {
            case "freeze" -> new Request.Freeze(head.find("tag").map(Tag::new),
                    Duration.ofSeconds(Long.parseLong(head.get("for-s"))), head.get(REASON));
            case "unfreeze" -> new Request.Unfreeze(head.find("tag").map(Tag::new), head.get(REASON));
            case "confirm-failover" -> new Request.ConfirmFailover(node(head),
                    Standing.Verdict.valueOf(head.get("verdict")), head.get(REASON));
            case "confirm-dead" -> new Request.ConfirmDead(node(head), head.get(REASON));
            case "fence-node" -> new Request.FenceNode(node(head), head.get(REASON));
            case "keep" -> new Request.Keep(new Tag(head.get("tag")), node(head), head.get(REASON));
            case "start-alone" -> new Request.StartAlone(node(head), head.get(REASON));
            case "clear-failed" -> new Request.ClearFailed(new Tag(head.get("tag")), head.find("node").map(NodeId::new),
                    head.get(REASON));
            case "confirm-stopped" -> new Request.ConfirmStopped(new Tag(head.get("tag")), head.find("node").map(NodeId::new),
                    head.get(REASON));
            case "clear-doubt" -> new Request.ClearDoubt(new Tag(head.get("tag")), head.find("node").map(NodeId::new),
                    head.get(REASON));
            case "break-lock" -> new Request.BreakLock(node(head), head.get(REASON));
            case "set-node" -> new Request.SetNode(node(head), head.get("name"), head.get("value"));
            default -> throw new IllegalArgumentException("\"" + head.verb() + "\" is not a request");
        };
    }

    private static NodeId node(Line head) {
        return new NodeId(head.get("node"));
    }

    private static Line on(Line line, Optional<Tag> tag) {
        return tag.map(each -> line.with("tag", each)).orElse(line);
    }

    private static Line at(Line line, Optional<NodeId> node) {
        return node.map(each -> line.with("node", each)).orElse(line);
    }
}
