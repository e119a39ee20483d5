package dev.vigil.recovery.text;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
    /** By verb: the field that is left out when it is empty. */
    private static final SortedMap<String, String> USUALLY_EMPTY = usuallyEmpty();

    private RequestText() {}

    public static Block print(Request request) {
        Block block = Block.of(RequestLines.print(request));
        String usual = USUALLY_EMPTY.getOrDefault(block.verb(), "");
        boolean isEmpty = block.head().find(usual).filter(String::isEmpty).isPresent();
        return isEmpty ? new Block(StoreText.without(block.head(), List.of(usual)), block.parts()) : block;
    }

    private static SortedMap<String, String> usuallyEmpty() {
        SortedMap<String, String> fields = new TreeMap<>();
        List.of("change-config", "delete-resource", "unextend", "remove-node").forEach(verb -> fields.put(verb, WITHOUT));
        fields.put("change-resource", "unset");
        return fields;
    }

    public static Request parse(Block block) {
        String usual = USUALLY_EMPTY.getOrDefault(block.verb(), "");
        boolean isLeftOut = !usual.isEmpty() && !block.head().has(usual);
        Request request = RequestLines
                .parse((isLeftOut ? new Block(block.head().with(usual, ""), block.parts()) : block).lines());
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
