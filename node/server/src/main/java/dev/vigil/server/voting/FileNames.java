package dev.vigil.server.voting;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Holder;

/** Names of files in a folder that votes: words joined by {@code -}, and in them nothing that a file system could take for something else. */
final class FileNames {
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9_]");
    private static final String JOINT = "-";

    private FileNames() {}

    static String of(String kind, UnitId unit, Epoch epoch) {
        return kind + word(unit.value()) + JOINT + epoch.value();
    }

    static String of(String kind, UnitId unit, Epoch epoch, NodeId node) {
        return of(kind, unit, epoch) + JOINT + word(node.value());
    }

    static String of(String kind, Holder holder, long number) {
        return kind + word(holder.node().value()) + JOINT + number + JOINT + word(holder.life().toString());
    }

    /** Large and small letters are one to some file systems. */
    private static String word(String name) {
        StringBuilder word = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            String letter = String.valueOf((char) (each & 0xff));
            word.append(PLAIN.matcher(letter).matches() ? letter : String.format(Locale.ROOT, "%%%02x", each & 0xff));
        }
        return word.toString();
    }

    /** @throws IllegalArgumentException for a name that is none of these */
    static UnitId unit(String name) {
        return new UnitId(part(name, 1));
    }

    static Epoch epoch(String name) {
        return new Epoch(number(name));
    }

    static Holder holder(String name) {
        return new Holder(new NodeId(part(name, 1)), Incarnation.parse(part(name, 3)));
    }

    /** The number in the second place, which for an entry is its epoch. */
    static long number(String name) {
        return Long.parseLong(part(name, 2));
    }

    private static String part(String name, int place) {
        String[] parts = name.split(JOINT, -1);
        if (parts.length <= place) {
            throw new IllegalArgumentException("\"" + name + "\" is no file of a folder that votes");
        }
        return URLDecoder.decode(parts[place], StandardCharsets.UTF_8);
    }
}
