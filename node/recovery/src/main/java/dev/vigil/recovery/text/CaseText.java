package dev.vigil.recovery.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import dev.vigil.lcd.model.NodeId;

/** Prints and reads the file of a case. The format is version 1; a later one will say so in its first line. */
public final class CaseText {
    private static final String INDENT = "  ";
    private static final String COMMENT = "#";
    private static final String NOTHING = "then nothing";

    private CaseText() {}

    public static String print(Case shown) {
        List<String> out = new ArrayList<>(shown.comments());
        out.add("given");
        shown.given().forEach(block -> out.addAll(BlockText.print(block, INDENT)));
        out.add("as " + shown.self());
        for (Case.Moment moment : shown.moments()) {
            print(moment, out);
        }
        return String.join("\n", out) + "\n";
    }

    /** The lines of one moment, each with its line end. */
    static String print(Case.Moment moment) {
        List<String> out = new ArrayList<>();
        print(moment, out);
        return String.join("\n", out) + "\n";
    }

    private static void print(Case.Moment moment, List<String> out) {
        out.addAll(moment.comments());
        List<String> event = BlockText.print(moment.event(), "");
        out.add("when " + Quantity.print(moment.at()) + " " + event.getFirst());
        out.addAll(event.subList(1, event.size()));
        out.add(moment.decisions().isEmpty() ? NOTHING : "then");
        moment.decisions().forEach(block -> out.addAll(BlockText.print(block, INDENT)));
        if (!moment.facts().isEmpty()) {
            out.add("state");
            moment.facts().forEach(fact -> out.add(INDENT + fact));
        }
    }

    /** Throws {@link IllegalArgumentException} with the number of the line that cannot be read. */
    public static Case parse(String text) {
        Reading reading = new Reading(text.lines().toList());
        try {
            return reading.all();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("near line " + reading.next + ": " + wrong.getMessage(), wrong);
        }
    }

    private static final class Reading {
        private final List<String> lines;
        private int next;

        Reading(List<String> lines) {
            this.lines = lines.stream().filter(line -> !line.isBlank()).map(String::stripTrailing).toList();
        }

        Case all() {
            List<String> comments = comments();
            expect("given"::equals, "given");
            List<Block> given = BlockText.parse(indented());
            String as = expect(line -> line.startsWith("as "), "as NODE");
            List<Case.Moment> moments = new ArrayList<>();
            while (next < lines.size()) {
                moments.add(moment());
            }
            return new Case(comments, given, new NodeId(as.substring("as ".length()).strip()), moments);
        }

        private Case.Moment moment() {
            List<String> comments = comments();
            String when = expect(line -> line.startsWith("when "), "when TIME EVENT").substring("when ".length()).strip();
            int space = when.indexOf(' ');
            if (space < 0) {
                throw new IllegalArgumentException("when: an event must follow the time");
            }
            List<String> event = new ArrayList<>();
            event.add(when.substring(space).strip());
            event.addAll(indented());
            String then = expect(line -> line.equals("then") || line.equals(NOTHING), "then");
            List<Block> decisions = then.equals(NOTHING) ? List.of() : BlockText.parse(indented());
            List<String> facts = peek().filter("state"::equals).isPresent() ? facts() : List.of();
            return new Case.Moment(comments, Quantity.ticks(when.substring(0, space)), BlockText.parse(event).getFirst(),
                    decisions,
                    facts);
        }

        private List<String> facts() {
            next++;
            return indented().stream().map(String::strip).toList();
        }

        private List<String> comments() {
            List<String> comments = new ArrayList<>();
            while (peek().filter(line -> line.startsWith(COMMENT)).isPresent()) {
                comments.add(lines.get(next++));
            }
            return comments;
        }

        private List<String> indented() {
            List<String> found = new ArrayList<>();
            while (peek().filter(line -> line.startsWith(" ")).isPresent()) {
                found.add(lines.get(next++));
            }
            return found;
        }

        private String expect(Predicate<String> isWanted, String what) {
            String line = peek().filter(isWanted).orElseThrow(() -> new IllegalArgumentException(
                    "\"" + what + "\" is missing before: " + peek().orElse("the end")));
            next++;
            return line;
        }

        private Optional<String> peek() {
            return next < lines.size() ? Optional.of(lines.get(next)) : Optional.empty();
        }
    }
}
