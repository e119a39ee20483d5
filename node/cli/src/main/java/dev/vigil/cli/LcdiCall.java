package dev.vigil.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * One command of LCDI at work: its options, the node of this machine that it asks, and where its lines go. With {@code -d} the node of
 * this machine is asked for the other one, since it is known there and a token of this machine is not.
 */
final class LcdiCall {
    private static final String USUAL_SEPARATOR = "|";
    private final LcdiOptions options;
    private final Administration administration;
    private final Consumer<String> out;
    private final int width;
    private @Nullable LcdiDatabase database;

    LcdiCall(LcdiOptions options, Administration administration, Consumer<String> out, int width) {
        this.options = options;
        this.administration = administration;
        this.out = out;
        this.width = width;
    }

    LcdiOptions options() {
        return options;
    }

    int width() {
        return width;
    }

    LcdiDatabase lcd() {
        LcdiDatabase known = database == null ? LcdiDatabase.read(administration) : database;
        database = known;
        return known;
    }

    List<JsonObject> types() {
        return administration.get("/v1/types", Map.of()).objects("types");
    }

    /** The node that {@code -d} names, or that of this machine. */
    String node() {
        return node('d');
    }

    String node(char letter) {
        String node = options.find(letter).orElse(lcd().self());
        String health = system(node).text("health");
        if (!health.equals("ALIVE")) {
            throw LcdiExit.NO_CONTACT.because("Node " + node + " is " + health.toLowerCase(Locale.ROOT) + " as " + lcd().self()
                    + " sees it.", "vigil status shows the nodes and the paths.");
        }
        return node;
    }

    JsonObject system(String node) {
        return lcd().system(node)
                .orElseThrow(() -> LcdiExit.MISSING.because("There is no node " + node + ".", "sys_list shows the nodes."));
    }

    /** The instance of {@code -t} on the node that is asked. */
    LcdiInstance instance() {
        return instance(options.get('t'), node());
    }

    LcdiInstance instance(String tag, String node) {
        return lcd().instancesOf(tag).stream().filter(one -> one.node().equals(node)).findFirst()
                .orElseThrow(() -> LcdiExit.MISSING.because("There is no resource " + tag + " on " + node + ".",
                        "ins_list -d " + node + " shows those that are."));
    }

    void say(String line) {
        out.accept(line);
    }

    /** One line of fields. Line breaks in a value would end the line, so they are blanks in it. */
    void print(List<String> fields) {
        String separator = options.find('f').orElse(USUAL_SEPARATOR);
        if (separator.codePointCount(0, separator.length()) != 1) {
            throw LcdiExit.ILLEGAL.because("\"" + separator + "\" is not one character.", "Write the separator as in -f:");
        }
        say(String.join(separator, fields.stream().map(field -> field.replaceAll("[\\r\\n]+", " ")).toList()));
    }

    /** A change; values that say nothing are left out of the message. */
    JsonObject change(String path, Object... message) {
        return changeTo(path, JsonObject.message(message));
    }

    /** A change with a message that is sent as it is, also a zero or an empty text in it. */
    JsonObject changeTo(String path, Map<String, ?> message) {
        database = null;
        return administration.post(path, message);
    }

    /** The value of an option that is one of some words. */
    Optional<String> choice(char letter, String... words) {
        return options.find(letter).map(given -> {
            String word = given.toUpperCase(Locale.ROOT);
            if (!List.of(words).contains(word)) {
                throw LcdiExit.ILLEGAL.because("-" + letter + " is \"" + given + "\".",
                        "It is one of " + String.join(", ", words) + ".");
            }
            return word;
        });
    }

    /** The value of an option that is a whole number, from {@code least} to {@code most}. */
    Optional<Integer> number(char letter, int least, int most) {
        return options.find(letter).map(given -> {
            if (!given.matches("[0-9]{1,9}")) {
                throw LcdiExit.ILLEGAL.because("-" + letter + " is \"" + given + "\", which is not a whole number.",
                        "It is a number from " + least + " to " + most + ".");
            }
            int number = Integer.parseInt(given);
            if (number < least || number > most) {
                throw LcdiExit.OUT_OF_RANGE.because("-" + letter + " is " + number + ".",
                        "It is a number from " + least + " to " + most + ".");
            }
            return number;
        });
    }
}
