package dev.vigil.recovery.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.EntryText;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.recovery.ConfigHash;
import dev.vigil.recovery.PeerNote;
import dev.vigil.recovery.PeerNotes;

/**
 * What controllers tell each other, as blocks below the line that says who tells it. A node's report of itself is left out where the
 * scene tells it: {@code hello} alone says what the scene knows of the sender, {@code status-delta} alone what the sender stored last.
 */
final class PeerNoteText {
    private static final String LINES = "lines";
    /** Begins the verbs that stand for whatever a newer program may say. */
    private static final String UNKNOWN = "x-";
    private static final List<String> WITH_ENTRY = List.of("hello", "status-delta", "whole-config");

    private PeerNoteText() {}

    static List<Block> print(Scene scene, NodeId sender, PeerNote note) {
        if (note instanceof PeerNote.Several several) {
            return several.notes().stream().flatMap(one -> print(scene, sender, one).stream()).toList();
        }
        if (usual(scene, sender, verbOf(note)).filter(note::equals).isPresent()) {
            return List.of(Block.of(Line.of(verbOf(note))));
        }
        List<Line> lines = PeerNotes.print(note);
        Line head = StoreText.unlessUsual(StoreText.without(lines.getFirst(), List.of(LINES)), usualFields(scene, verbOf(note)));
        List<Line> body = lines.subList(1, lines.size());
        boolean hasEntry = WITH_ENTRY.contains(head.verb()) && !body.isEmpty();
        return List.of(hasEntry
                ? Block.around(head, StoreText.print(teller(scene, sender), EntryText.parse(body)))
                : new Block(head, body.stream().map(Block::of).toList()));
    }

    static PeerNote parse(Scene scene, NodeId sender, List<Block> blocks) {
        List<PeerNote> notes = blocks.stream().map(block -> one(scene, sender, block)).toList();
        return notes.size() == 1 ? notes.getFirst() : new PeerNote.Several(notes);
    }

    private static PeerNote one(Scene scene, NodeId sender, Block block) {
        boolean isBare = block.head().fields().isEmpty() && block.parts().isEmpty();
        Optional<PeerNote> usual = isBare ? usual(scene, sender, block.verb()) : Optional.empty();
        if (usual.isPresent()) {
            return usual.get();
        }
        List<Line> body = new ArrayList<>();
        if (WITH_ENTRY.contains(block.verb()) && !block.parts().isEmpty()) {
            body.addAll(EntryText.lines(StoreText.parse(teller(scene, sender), block.only())));
        } else {
            List<Line> lines = block.lines();
            body.addAll(lines.subList(1, lines.size()));
        }
        List<Line> lines = new ArrayList<>();
        lines.add(StoreText.filled(block.head(), usualFields(scene, block.verb())).with(LINES, body.size()));
        lines.addAll(body);
        PeerNote note = PeerNotes.parse(lines);
        if (note instanceof PeerNote.Unrecognized not && !block.verb().startsWith(UNKNOWN)) {
            throw new IllegalArgumentException(block.verb() + ": " + not.reason());
        }
        RequestText.refuseMisspelt(block.head(), PeerNotes.print(note).getFirst());
        return note;
    }

    private static String verbOf(PeerNote note) {
        return PeerNotes.print(note).getFirst().verb();
    }

    /** What a note of this verb says when nothing else is written. */
    private static Optional<PeerNote> usual(Scene scene, NodeId sender, String verb) {
        return switch (verb) {
            case "hello" -> Optional.of(new PeerNote.Hello(scene.lcd().config().number(), ConfigHash.of(scene.lcd().config()),
                    new Entry.StatusReplaced(sender, scene.lcd().status(sender))));
            case "status-delta" -> scene.stored().entries().stream().filter(Entry.StatusChanged.class::isInstance)
                    .map(Entry.StatusChanged.class::cast).filter(change -> change.node().equals(sender))
                    .reduce((first, last) -> last)
                    .map(PeerNote.StatusDelta::new);
            default -> Optional.empty();
        };
    }

    /** Numbers that follow from the configuration and that nobody could write by hand. */
    private static SortedMap<String, String> usualFields(Scene scene, String verb) {
        SortedMap<String, String> usual = new TreeMap<>();
        Config config = scene.lcd().config();
        if (verb.equals("hello")) {
            usual.put("config", config.number().toString());
            usual.put("config-hash", Long.toString(ConfigHash.of(config)));
        } else if (verb.equals("prepare")) {
            usual.put("number", config.number().next().toString());
            usual.put("base", Long.toString(ConfigHash.of(config)));
        }
        return usual;
    }

    /** The scene with the eyes of the teller, as it was before it stored what it tells. */
    private static Scene teller(Scene scene, NodeId sender) {
        return sender.equals(scene.self()) ? scene.with(scene.stored().before()) : Scene.of(sender, scene.lcd());
    }
}
