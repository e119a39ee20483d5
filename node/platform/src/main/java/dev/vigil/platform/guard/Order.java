package dev.vigil.platform.guard;

import dev.vigil.lcd.model.Line;
import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressText;
import dev.vigil.platform.Halt;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a node tells its guard, one line each. Times are nanoseconds since the start of the machine. */
sealed interface Order {
    /** The first one: the name of the gate, and what is done if something cannot be ended. */
    record Setup(String gate, Halt.Method halt) implements Order {}

    /** From now on this is to be ended, and nothing else. */
    record Take(Charge charge) implements Order {}

    record Feed(long number, long killAt, long outAt, long mercy) implements Order {}

    /** Ends what carries this mark now, to see how long it takes. */
    record Trial(String holder) implements Order {}

    /**
     * The node ends in order and leaves running what it holds: the guard waits for this moment and then ends it. Who takes the note away
     * first, the node that is back or the guard, has it.
     */
    record Leave(long until, Path note) implements Order {}

    /** The node has let go of everything; the guard ends and does nothing. */
    record Bye() implements Order {}

    static Line print(Order order) {
        return switch (order) {
            case Setup(var gate, var halt) -> Line.of("setup").with("gate", gate).with("halt", halt.word());
            case Take(Charge(var addresses, var holders, var lastWords)) -> Line.of("take")
                    .with("addresses", String.join(" ", addresses.stream().map(Order::address).toList()))
                    .with("holders", String.join(" ", holders))
                    .with("last-words", String.join(" ", lastWords.stream().map(Order::lastWord).toList()));
            case Feed(var number, var killAt, var outAt, var mercy) -> Line.of("feed").with("number", number)
                    .with("kill-at", killAt).with("out-at", outAt).with("mercy", mercy);
            case Trial(var holder) -> Line.of("trial").with("holder", holder);
            case Leave(var until, var note) -> Line.of("leave").with("until", until).with("note", note);
            case Bye() -> Line.of("bye");
        };
    }

    /** @throws IllegalArgumentException for what {@link #print} did not make */
    static Order parse(String text) {
        Line line = Line.parse(text);
        return switch (line.verb()) {
            case "setup" -> new Setup(line.get("gate"), Halt.Method.valueOf(line.get("halt").toUpperCase(Locale.ROOT)));
            case "take" -> new Take(new Charge(words(line, "addresses").stream().map(Order::address).toList(),
                    words(line, "holders"), words(line, "last-words").stream().map(Order::lastWord).toList()));
            case "feed" -> new Feed(number(line, "number"), number(line, "kill-at"), number(line, "out-at"),
                    number(line, "mercy"));
            case "trial" -> new Trial(line.get("holder"));
            case "leave" -> new Leave(number(line, "until"), Path.of(line.get("note")));
            case "bye" -> new Bye();
            default -> throw new IllegalArgumentException("\"" + line.verb() + "\" is no order");
        };
    }

    private static long number(Line line, String name) {
        return Long.parseLong(line.get(name));
    }

    private static List<String> words(Line line, String name) {
        List<String> words = new ArrayList<>(List.of(line.get(name).split(" ")));
        words.removeIf(String::isEmpty);
        return words;
    }

    private static String address(AddressAssignment assignment) {
        return AddressText.of(assignment.address()) + "/" + assignment.prefixLength() + "/" + assignment.interfaceName();
    }

    private static AddressAssignment address(String text) {
        String[] parts = text.split("/", 3);
        try {
            // Only digits are handed over, so that no name is looked up.
            return new AddressAssignment(parts[2], InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]), Optional.empty());
        } catch (UnknownHostException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no address on an interface", e);
        }
    }

    private static String lastWord(LastWord word) {
        return word.host() + "/" + word.port() + "/" + word.datagram();
    }

    private static LastWord lastWord(String text) {
        String[] parts = text.split("/", 3); // base 64 has slashes, the others have none
        return new LastWord(parts[0], Integer.parseInt(parts[1]), parts[2]);
    }
}
