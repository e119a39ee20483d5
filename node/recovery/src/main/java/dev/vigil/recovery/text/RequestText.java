package dev.vigil.recovery.text;

import java.util.List;

import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Row;
import dev.vigil.lcd.model.Rows;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.RequestLines;

/** Requests of operators, and their answers, as blocks; the words are those in which nodes pass them on. */
public final class RequestText {
    private static final String WITHOUT = "without";

    private RequestText() {}

    public static Block print(Request request) {
        Block block = Block.of(RequestLines.print(request));
        boolean waitsForAll = block.head().find(WITHOUT).filter(String::isEmpty).isPresent();
        return waitsForAll ? new Block(StoreText.without(block.head(), List.of(WITHOUT)), block.parts()) : block;
    }

    public static Request parse(Block block) {
        boolean isChange = block.verb().equals("change-config") && !block.head().has(WITHOUT);
        Request request = RequestLines
                .parse((isChange ? new Block(block.head().with(WITHOUT, ""), block.parts()) : block).lines());
        refuseMisspelt(block.head(), RequestLines.print(request).getFirst());
        return request;
    }

    public static Block print(Reply reply) {
        return Block.of(RequestLines.printReply(reply));
    }

    public static Reply parseReply(Block block) {
        Reply reply = RequestLines.parseReply(block.lines());
        refuseMisspelt(block.head(), RequestLines.printReply(reply).getFirst());
        return reply;
    }

    /** A name that was written and is not printed back is one that nobody reads. */
    static void refuseMisspelt(Line written, Line whole) {
        written.fields().keySet().stream().filter(name -> !whole.has(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    written.verb() + ": it has no " + name + "=, but " + String.join("=, ", whole.fields().keySet()) + "=");
        });
    }

    /** The resource and the instance that a block carries. */
    static Decision.Target target(Block block) {
        return new Decision.Target(row(block, ResourceRow.class), row(block, InstanceRow.class));
    }

    private static <R extends Row> R row(Block block, Class<R> kind) {
        List<Line> lines = block.lines();
        List<R> rows = lines.subList(1, lines.size()).stream().map(Rows::parse).filter(kind::isInstance).map(kind::cast).toList();
        if (rows.size() != 1) {
            throw new IllegalArgumentException(
                    block.verb() + ": one " + kind.getSimpleName() + " belongs to it, not " + rows.size());
        }
        return rows.getFirst();
    }
}
