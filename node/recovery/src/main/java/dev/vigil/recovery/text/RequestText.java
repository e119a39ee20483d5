package dev.vigil.recovery.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Row;
import dev.vigil.lcd.model.Rows;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Request;

/** Requests of operators, and their answers, as blocks. */
public final class RequestText {
    private RequestText() {}

    public static Block print(Request request) {
        return switch (request) {
            case Request.ChangeConfig change -> new Block(silent(Line.of("change-config").with("what", change.what()), change.without()),
                    change.changes().stream().map(Change::toLine).map(Block::of).toList());
            case Request.CreateResource create -> withRows(Line.of("create-resource").with("after", create.after()),
                    Stream.of(create.resource(), create.instance()));
            case Request.Extend extend -> withRows(Line.of("extend").with("tag", extend.tag()).with("node", extend.node()),
                    extend.instances().stream());
            case Request.CreateDependency create -> Block.of(
                    Line.of("create-dependency").with("parent", create.parent()).with("child", create.child()));
            case Request.InService in -> Block.of(onNode(Line.of("in-service").with("tag", in.tag()), in.node()));
            case Request.OutOfService out -> Block.of(Line.of("out-of-service").with("tag", out.tag()));
            case Request.Switchover move -> Block.of(onNode(Line.of("switchover").with("tag", move.tag()), move.node()));
            case Request.Shutdown shutdown -> Block.of(Line.of("shutdown").with("strategy", shutdown.strategy()));
        };
    }

    public static Request parse(Block block) {
        Fields fields = new Fields(block.head());
        Request request = parse(block, fields);
        fields.end();
        return request;
    }

    private static Request parse(Block block, Fields fields) {
        return switch (block.verb()) {
            case "change-config" -> new Request.ChangeConfig(fields.text("what"), partsOf(block).map(Change::parse).toList(),
                    fields.nodes("without"));
            case "create-resource" -> new Request.CreateResource(row(block, ResourceRow.class), row(block, InstanceRow.class),
                    fields.constant(Request.After.class, "after"));
            case "extend" -> new Request.Extend(fields.tag("tag"), fields.node("node"), rows(block, InstanceRow.class));
            case "create-dependency" -> new Request.CreateDependency(fields.tag("parent"), fields.tag("child"));
            case "in-service" -> new Request.InService(fields.tag("tag"), fields.find("node").map(NodeId::new));
            case "out-of-service" -> new Request.OutOfService(fields.tag("tag"));
            case "switchover" -> new Request.Switchover(fields.tag("tag"), fields.find("node").map(NodeId::new));
            case "shutdown" -> new Request.Shutdown(fields.constant(Request.ShutdownStrategy.class, "strategy"));
            default -> throw new IllegalArgumentException("\"" + block.verb() + "\" is not a request");
        };
    }

    public static Block print(Reply reply) {
        return switch (reply) {
            case Reply.Done done -> new Block(Line.of("done"),
                    done.sentences().stream().map(text -> Block.of(Line.of("said").with("text", text))).toList());
            case Reply.Refused refused -> Block.of(Line.of("refused").with("refusal", refused.refusal())
                    .with("sentence", refused.sentence()).with("hint", refused.hint()));
        };
    }

    public static Reply parseReply(Block block) {
        Fields fields = new Fields(block.head());
        Reply reply = switch (block.verb()) {
            case "done" -> new Reply.Done(partsOf(block).map(line -> line.get("text")).toList());
            case "refused" -> new Reply.Refused(fields.constant(Reply.Refusal.class, "refusal"), fields.text("sentence"),
                    fields.text("hint"));
            default -> throw new IllegalArgumentException("\"" + block.verb() + "\" is not a reply");
        };
        fields.end();
        return reply;
    }

    private static Line onNode(Line line, Optional<NodeId> node) {
        return node.map(named -> line.with("node", named)).orElse(line);
    }

    private static Line silent(Line line, List<NodeId> nodes) {
        return nodes.isEmpty() ? line : line.with("without", String.join(",", nodes.stream().map(NodeId::value).toList()));
    }

    private static Block withRows(Line head, Stream<? extends Row> rows) {
        return new Block(head, rows.map(Row::toLine).map(Block::of).toList());
    }

    private static Stream<Line> partsOf(Block block) {
        List<Line> lines = block.lines();
        return lines.subList(1, lines.size()).stream();
    }

    static <R extends Row> List<R> rows(Block block, Class<R> kind) {
        return partsOf(block).map(Rows::parse).filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <R extends Row> R row(Block block, Class<R> kind) {
        List<R> rows = rows(block, kind);
        if (rows.size() != 1) {
            throw new IllegalArgumentException(block.verb() + ": one " + kind.getSimpleName() + " belongs to it, not " + rows.size());
        }
        return rows.getFirst();
    }
}
