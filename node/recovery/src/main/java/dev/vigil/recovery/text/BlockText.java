package dev.vigil.recovery.text;

import java.util.ArrayList;
import java.util.List;

import dev.vigil.lcd.model.Line;

/** Prints and reads blocks: two blanks of indent a level; {@code A : B} is A with B as its only part. */
public final class BlockText {
    private static final String STEP = "  ";
    private static final String CHAIN = " : ";
    private static final List<String> CHAINED = List.of("noted", "tell", "peer-said", "operator-asked", "answer");
    private static final int DEEPEST = 8;

    private BlockText() {}

    /** One string for each line of text, each beginning with {@code indent}. */
    public static List<String> print(Block block, String indent) {
        List<String> out = new ArrayList<>();
        if (CHAINED.contains(block.verb()) && block.parts().size() == 1) {
            List<String> inner = print(block.parts().getFirst(), indent);
            out.add(indent + block.head() + CHAIN + inner.getFirst().substring(indent.length()));
            out.addAll(inner.subList(1, inner.size()));
            return out;
        }
        out.add(indent + block.head());
        block.parts().forEach(part -> out.addAll(print(part, indent + STEP)));
        return out;
    }

    /** Reads blocks that all begin at the indent of the first line. */
    public static List<Block> parse(List<String> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        Reading reading = new Reading(lines);
        List<Block> blocks = reading.level(indentOf(lines.getFirst()), 0);
        reading.expectEnd();
        return blocks;
    }

    static int indentOf(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }

    /** The texts that {@code " : "} separates outside of quotes. */
    static List<String> links(String text) {
        List<String> links = new ArrayList<>();
        boolean isQuoted = false;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isQuoted && c == '\\') {
                at++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (!isQuoted && text.startsWith(CHAIN, at)) {
                links.add(text.substring(from, at));
                from = at + CHAIN.length();
                at = from - 1; // its last blank does not begin another
            }
        }
        links.add(text.substring(from));
        return links;
    }

    private static final class Reading {
        private final List<String> lines;
        private int next;

        Reading(List<String> lines) {
            this.lines = lines;
        }

        List<Block> level(int indent, int depth) {
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("blocks lie more than " + DEEPEST + " deep");
            }
            List<Block> blocks = new ArrayList<>();
            while (next < lines.size() && indentOf(lines.get(next)) == indent) {
                List<String> links = links(lines.get(next++).strip());
                List<Block> parts = next < lines.size() && indentOf(lines.get(next)) > indent
                        ? level(indentOf(lines.get(next)), depth + 1)
                        : List.of();
                blocks.add(chain(links, parts));
            }
            return blocks;
        }

        private static Block chain(List<String> links, List<Block> parts) {
            Block block = new Block(Line.parse(links.getLast()), parts);
            for (String link : links.subList(0, links.size() - 1).reversed()) {
                block = Block.around(Line.parse(link), block);
            }
            return block;
        }

        void expectEnd() {
            if (next < lines.size()) {
                throw new IllegalArgumentException("the indent fits no line above it: " + lines.get(next));
            }
        }
    }
}
