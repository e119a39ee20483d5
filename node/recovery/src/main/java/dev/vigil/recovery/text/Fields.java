package dev.vigil.recovery.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/** Reads the fields of one line; {@link #end} refuses a name that nobody asked for, so that a misspelt one is not taken for a default. */
final class Fields {
    private final Line line;
    private final List<String> asked = new ArrayList<>();

    Fields(Line line) {
        this.line = line;
    }

    boolean has(String name) {
        return line.has(name);
    }

    String text(String name) {
        asked.add(name);
        return line.get(name);
    }

    Optional<String> find(String name) {
        asked.add(name);
        return line.find(name);
    }

    String text(String name, String otherwise) {
        return find(name).orElse(otherwise);
    }

    long number(String name) {
        return Long.parseLong(text(name));
    }

    NodeId node(String name) {
        return new NodeId(text(name));
    }

    Tag tag(String name) {
        return new Tag(text(name));
    }

    UnitId unit(String name) {
        return new UnitId(text(name));
    }

    Epoch epoch(String name) {
        return new Epoch(number(name));
    }

    Duration duration(String name) {
        return Quantity.duration(text(name));
    }

    Duration duration(String name, Duration otherwise) {
        return find(name).map(Quantity::duration).orElse(otherwise);
    }

    Incarnation incarnation(String name, Incarnation otherwise) {
        return find(name).map(Incarnation::parse).orElse(otherwise);
    }

    Revision revision(String name, Revision otherwise) {
        return find(name).map(text -> new Revision(Long.parseLong(text))).orElse(otherwise);
    }

    <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, text(name));
    }

    List<NodeId> nodes(String name) {
        return find(name).map(Fields::words).orElse(List.of()).stream().map(NodeId::new).toList();
    }

    static List<String> words(String text) {
        return List.of(text.split(","));
    }

    /** The line is read: any other name in it is an error. */
    void end() {
        line.fields().keySet().stream().filter(name -> !asked.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(line.verb() + ": it has no " + name + "=, but " + String.join("=, ", asked) + "=");
        });
    }
}
