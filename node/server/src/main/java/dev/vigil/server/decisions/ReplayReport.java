package dev.vigil.server.decisions;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.admin.EventSentences;
import dev.vigil.admin.RuleSentences;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Row;
import dev.vigil.lcd.model.StatusRow;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.text.Block;
import dev.vigil.recovery.text.BlockText;
import dev.vigil.recovery.text.Case;
import dev.vigil.recovery.text.Facts;
import dev.vigil.recovery.text.Quantity;
import dev.vigil.recovery.text.Replay;

/** A case lived through once more, for a person: what the node saw, what it decides, which rule spoke, and what it decided then. */
public final class ReplayReport {
    private static final String NOTED = "noted";
    private final List<String> lines = new ArrayList<>();
    private final SortedSet<String> rules = new TreeSet<>();
    private int differences;

    private ReplayReport() {}

    /** Throws {@link IllegalArgumentException} when the case cannot be read. */
    public static ReplayReport of(Case shown) {
        ReplayReport report = new ReplayReport();
        report.tell(shown, Replay.of(shown));
        return report;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Whether today's program decides all as it stands in the file. */
    public boolean isSame() {
        return differences == 0;
    }

    private void tell(Case shown, Replay replay) {
        lines.addAll(shown.comments());
        if (!replay.moments().isEmpty()) {
            view(replay.moments().getFirst().before());
        }
        for (int place = 0; place < replay.told().moments().size(); place++) {
            moment(shown.moments().get(place), replay.told().moments().get(place));
        }
        replay.end().ifPresent(why -> {
            differences++;
            lines.add("Here the file cannot be followed any further, since what is decided now has led elsewhere: " + why);
        });
        if (!rules.isEmpty()) {
            lines.add("rules that spoke:");
            rules.forEach(rule -> lines.add("  " + rule + "  " + RuleSentences.of(rule)));
        }
        lines.add(isSame()
                ? "All " + shown.moments().size() + " moments are decided as they stand in the file."
                : differences + " of " + shown.moments().size() + " moments are decided otherwise today.");
    }

    private void view(ClusterView view) {
        lines.add("view of " + view.self() + ":");
        Facts.of(view).forEach(fact -> lines.add("  " + fact));
        for (NodeId node : view.lcd().statuses().keySet()) {
            view.lcd().status(node).rows().values().stream().map((StatusRow row) -> (Row) row).map(Row::toLine)
                    .forEach(row -> lines.add("  " + row));
        }
    }

    private void moment(Case.Moment shown, Case.Moment told) {
        List<String> event = BlockText.print(told.event(), "");
        lines.add(Quantity.print(told.at()) + " " + event.getFirst());
        event.subList(1, event.size()).forEach(line -> lines.add("  " + line));
        told.decisions().forEach(this::decision);
        told.facts().forEach(fact -> lines.add("    " + fact));
        List<String> then = text(shown);
        List<String> now = text(told);
        if (!then.equals(now)) {
            differences++;
            lines.add("  ! today's program decides otherwise (- then, + now):");
            then.stream().filter(line -> !now.contains(line)).forEach(line -> lines.add("  - " + line));
            now.stream().filter(line -> !then.contains(line)).forEach(line -> lines.add("  + " + line));
        }
    }

    private void decision(Block block) {
        if (block.verb().equals(NOTED)) {
            Line note = block.only().head();
            note.find("rule").ifPresent(rules::add);
            lines.add("  " + EventSentences.of(note));
            return;
        }
        BlockText.print(block, "  > ").forEach(lines::add);
    }

    private static List<String> text(Case.Moment moment) {
        List<String> text = new ArrayList<>();
        moment.decisions().forEach(block -> text.addAll(BlockText.print(block, "")));
        text.addAll(moment.facts());
        return text;
    }
}
