package dev.vigil.recovery.text;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.EntryText;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Status;

/** Entries of the database as blocks, without the fields that the scene tells. */
final class StoreText {
    private StoreText() {}

    static List<Block> print(Scene scene, List<Entry> entries) {
        List<Block> blocks = new ArrayList<>();
        Scene at = scene;
        for (Entry entry : entries) {
            blocks.add(print(at, entry));
            at = at.with(Scene.folded(at.lcd(), entry));
        }
        return blocks;
    }

    static List<Entry> parse(Scene scene, List<Block> blocks) {
        List<Entry> entries = new ArrayList<>();
        Scene at = scene;
        for (Block block : blocks) {
            Entry entry = parse(at, block);
            entries.add(entry);
            at = at.with(Scene.folded(at.lcd(), entry));
        }
        return entries;
    }

    static Block print(Scene scene, Entry entry) {
        List<Line> lines = EntryText.lines(entry);
        Line head = lines.getFirst();
        List<Line> printed = new ArrayList<>();
        printed.add(unlessUsual(head, headDefaults(scene, head)));
        lines.subList(1, lines.size()).forEach(row -> printed.add(unlessUsual(row, rowDefaults(scene, head, row))));
        return Block.of(printed);
    }

    static Entry parse(Scene scene, Block block) {
        List<Line> lines = block.lines();
        Line head = filled(lines.getFirst(), headDefaults(scene, lines.getFirst()));
        List<Line> whole = new ArrayList<>();
        whole.add(head);
        lines.subList(1, lines.size()).forEach(row -> whole.add(filled(row, rowDefaults(scene, head, row))));
        return EntryText.parse(whole);
    }

    private static SortedMap<String, String> headDefaults(Scene scene, Line head) {
        SortedMap<String, String> defaults = new TreeMap<>();
        String node = head.find("node").orElse(scene.self().value());
        Status known = scene.lcd().status(new NodeId(node));
        switch (head.verb()) {
            case "status-changed" -> {
                defaults.put("node", scene.self().value());
                defaults.put("incarnation", known.incarnation().toString());
                defaults.put("revision", known.revision().next().toString());
            }
            case "status-replaced" -> {
                defaults.put("node", scene.self().value());
                defaults.put("incarnation", scene.incarnation().toString());
                defaults.put("revision", "1");
            }
            case "config-changed" -> defaults.put("number", scene.lcd().config().number().next().toString());
            case "noted" -> {
                defaults.put("node", scene.self().value());
                defaults.put("incarnation", scene.incarnation().toString());
            }
            default -> {
                /* the other entries are written whole */ }
        }
        return defaults;
    }

    private static SortedMap<String, String> rowDefaults(Scene scene, Line head, Line row) {
        SortedMap<String, String> defaults = new TreeMap<>();
        boolean isOfNode = List.of("state", "ownership", "flag", "repairs", "ruling", "certificate").contains(row.verb());
        if (isOfNode && head.verb().startsWith("status-")) {
            defaults.put("node", head.find("node").orElse(scene.self().value()));
        }
        if (row.verb().equals("state")) {
            defaults.put("reason", "");
        }
        return defaults;
    }

    static Line unlessUsual(Line line, SortedMap<String, String> usual) {
        NavigableMap<String, String> left = new TreeMap<>(line.fields());
        usual.forEach(left::remove);
        return new Line(line.verb(), left);
    }

    static Line without(Line line, List<String> names) {
        NavigableMap<String, String> left = new TreeMap<>(line.fields());
        names.forEach(left::remove);
        return new Line(line.verb(), left);
    }

    static Line filled(Line line, SortedMap<String, String> defaults) {
        return new Line(line.verb(), defaults).withAll(line.fields());
    }

    /** The whole database as two kinds of blocks: its configuration, then the rows of each node. */
    static List<Block> print(LcdState lcd) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.of(EntryText.lines(new Entry.ConfigReplaced(lcd.config()))));
        lcd.statuses().forEach((node, status) -> blocks.add(Block.of(EntryText.lines(new Entry.StatusReplaced(node, status)))));
        return blocks;
    }

    static LcdState parseState(List<Block> blocks) {
        LcdState lcd = LcdState.EMPTY;
        for (Block block : blocks) {
            lcd = lcd.apply(EntryText.parse(block.lines()));
        }
        return lcd;
    }
}
