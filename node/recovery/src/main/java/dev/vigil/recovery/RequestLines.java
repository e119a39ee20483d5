package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.FlagName;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Row;
import dev.vigil.lcd.model.Rows;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;

/** Requests and replies as lines of text: a head line, then one line for each row or sentence. */
public final class RequestLines {
    private static final String WITHOUT = "without";
    private static final String UNSET = "unset";

    private RequestLines() {}

    public static List<Line> print(Request request) {
        return switch (request) {
            case Request.ChangeConfig change -> block(
                    Line.of("change-config").with("what", change.what()).with(WITHOUT, PeerNote.nodes(change.without())),
                    change.changes().stream().map(Change::toLine).toList());
            case Request.CreateResource create -> block(Line.of("create-resource").with("after", create.after()),
                    List.of(create.resource().toLine(), create.instance().toLine()));
            case Request.Extend extend -> block(Line.of("extend").with("tag", extend.tag()).with("node", extend.node()),
                    extend.instances().stream().map(Row::toLine).toList());
            case Request.CreateDependency create ->
                List.of(Line.of("create-dependency").with("parent", create.parent()).with("child", create.child()));
            case Request.DeleteResource delete -> List.of(
                    Line.of("delete-resource").with("tag", delete.tag()).with(WITHOUT, PeerNote.nodes(delete.without())));
            case Request.Unextend unextend -> List.of(Line.of("unextend").with("tag", unextend.tag())
                    .with("node", unextend.node()).with(WITHOUT, PeerNote.nodes(unextend.without())));
            case Request.RemoveNode remove -> List.of(
                    Line.of("remove-node").with("node", remove.node()).with(WITHOUT, PeerNote.nodes(remove.without())));
            case Request.ReplaceNode replace -> block(Line.of("replace-node"),
                    Stream.<Row>concat(Stream.of(replace.system()), replace.paths().stream()).map(Row::toLine).toList());
            case Request.DeleteDependency delete ->
                List.of(Line.of("delete-dependency").with("parent", delete.parent()).with("child", delete.child()));
            case Request.ChangeResource change -> List.of(on(Line.of("change-resource").withAll(change.values())
                    .with("tag", change.tag()).with(UNSET, String.join(",", change.unset())), change.node()));
            case Request.SetState set -> List.of(on(Line.of("set-state").with("tag", set.tag()).with("state", set.state())
                    .with("reason", set.reason()), set.node()));
            case Request.RunAction run -> List.of(Line.of("run-action").with("tag", run.tag()).with("action", run.action()));
            case Request.SendEvent event ->
                List.of(Line.of("send-event").with("tag", event.tag()).with("detail", event.detail()));
            case Request.RaiseEvent event -> List.of(event.occurrence().on(Line.of("raise-event").with("tag", event.tag())));
            case Request.SetFlag set -> List.of(Line.of("set-flag").with("flag", set.flag()).with("node", set.node()));
            case Request.ClearFlag clear -> List.of(Line.of("clear-flag").with("flag", clear.flag()).with("node", clear.node()));
            case Request.InService in -> List.of(on(Line.of("in-service").with("tag", in.tag()), in.node()));
            case Request.OutOfService out -> List.of(Line.of("out-of-service").with("tag", out.tag()));
            case Request.Switchover over -> List.of(on(Line.of("switchover").with("tag", over.tag()), over.node()));
            case Request.Ruling ruling -> List.of(RulingLines.print(ruling));
            case Request.Shutdown shutdown -> List.of(Line.of("shutdown").with("strategy", shutdown.strategy()));
        };
    }

    /** Reads what {@link #print} wrote; {@link IllegalArgumentException} says what is wrong. */
    public static Request parse(List<Line> lines) {
        Line head = headOf(lines);
        List<Line> body = lines.subList(1, lines.size());
        return switch (head.verb()) {
            case "change-config" -> new Request.ChangeConfig(head.get("what"), body.stream().map(Change::parse).toList(),
                    without(head));
            case "create-resource" -> create(head, body);
            case "extend" -> new Request.Extend(tag(head), new NodeId(head.get("node")),
                    body.stream().map(line -> row(line, InstanceRow.class)).toList());
            case "create-dependency" -> new Request.CreateDependency(new Tag(head.get("parent")), new Tag(head.get("child")));
            case "replace-node" -> replace(body);
            case "in-service" -> new Request.InService(tag(head), node(head));
            case "out-of-service" -> new Request.OutOfService(tag(head));
            case "switchover" -> new Request.Switchover(tag(head), node(head));
            case "shutdown" -> new Request.Shutdown(Request.ShutdownStrategy.valueOf(head.get("strategy")));
            default -> parseUpkeep(head);
        };
    }

    private static Request parseUpkeep(Line head) {
        return switch (head.verb()) {
            case "delete-resource" -> new Request.DeleteResource(tag(head), without(head));
            case "unextend" -> new Request.Unextend(tag(head), new NodeId(head.get("node")), without(head));
            case "remove-node" -> new Request.RemoveNode(new NodeId(head.get("node")), without(head));
            case "delete-dependency" -> new Request.DeleteDependency(new Tag(head.get("parent")), new Tag(head.get("child")));
            case "change-resource" -> new Request.ChangeResource(tag(head), node(head), values(head),
                    new TreeSet<>(WireText.words(head.get(UNSET))));
            case "set-state" ->
                new Request.SetState(tag(head), node(head), ResourceState.valueOf(head.get("state")), head.get("reason"));
            case "run-action" -> new Request.RunAction(tag(head), Action.valueOf(head.get("action")));
            case "send-event" -> new Request.SendEvent(tag(head), head.get("detail"));
            case "raise-event" -> new Request.RaiseEvent(tag(head), Occurrence.find(head::find).orElseThrow());
            case "set-flag" -> new Request.SetFlag(new FlagName(head.get("flag")), new NodeId(head.get("node")));
            case "clear-flag" -> new Request.ClearFlag(new FlagName(head.get("flag")), new NodeId(head.get("node")));
            default -> RulingLines.parse(head);
        };
    }

    public static List<Line> printReply(Reply reply) {
        return switch (reply) {
            case Reply.Done done -> block(Line.of("done"),
                    done.sentences().stream().map(sentence -> Line.of("sentence").with("text", sentence)).toList());
            case Reply.Refused refused -> List.of(Line.of("refused").with("refusal", refused.refusal())
                    .with("sentence", refused.sentence()).with("hint", refused.hint()));
        };
    }

    public static Reply parseReply(List<Line> lines) {
        Line head = headOf(lines);
        return switch (head.verb()) {
            case "done" -> new Reply.Done(lines.subList(1, lines.size()).stream().map(line -> line.get("text")).toList());
            case "refused" ->
                new Reply.Refused(Reply.Refusal.valueOf(head.get("refusal")), head.get("sentence"), head.get("hint"));
            default -> throw new IllegalArgumentException("\"" + head.verb() + "\" is not a reply");
        };
    }

    private static Request create(Line head, List<Line> body) {
        if (body.size() != 2) {
            throw new IllegalArgumentException("create-resource takes a resource and an instance, not " + body.size() + " rows");
        }
        return new Request.CreateResource(row(body.get(0), ResourceRow.class), row(body.get(1), InstanceRow.class),
                Request.After.valueOf(head.get("after")));
    }

    private static Request replace(List<Line> body) {
        if (body.isEmpty()) {
            throw new IllegalArgumentException("replace-node takes a system and its paths");
        }
        return new Request.ReplaceNode(row(body.getFirst(), SystemRow.class),
                body.stream().skip(1).map(line -> row(line, PathRow.class)).toList());
    }

    private static <R extends Row> R row(Line line, Class<R> kind) {
        Row row = Rows.parse(line);
        if (!kind.isInstance(row)) {
            throw new IllegalArgumentException("\"" + line.verb() + "\" does not belong here");
        }
        return kind.cast(row);
    }

    private static Line headOf(List<Line> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a request or reply without a line");
        }
        return lines.getFirst();
    }

    private static Line on(Line line, Optional<NodeId> node) {
        return node.map(n -> line.with("node", n)).orElse(line);
    }

    private static Optional<NodeId> node(Line head) {
        return head.find("node").map(NodeId::new);
    }

    private static List<NodeId> without(Line head) {
        return WireText.words(head.get(WITHOUT)).stream().map(NodeId::new).toList();
    }

    /** All that does not say which rows are meant. */
    private static SortedMap<String, String> values(Line head) {
        SortedMap<String, String> values = new TreeMap<>(head.fields());
        values.keySet().removeAll(List.of("tag", "node", UNSET));
        return values;
    }

    private static Tag tag(Line head) {
        return new Tag(head.get("tag"));
    }

    private static List<Line> block(Line head, List<Line> body) {
        List<Line> lines = new ArrayList<>();
        lines.add(head);
        lines.addAll(body);
        return lines;
    }
}
