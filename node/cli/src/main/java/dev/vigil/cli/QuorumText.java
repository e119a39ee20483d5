package dev.vigil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ownership by majority as one node sees it: who votes, then what is held and sought, then what was voted, then who answers. */
final class QuorumText {
    private static final String OFF = "off";
    private static final String STORAGE = "storage";
    private static final double MILLIS_PER_SECOND = 1_000;

    private final JsonObject quorum;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private QuorumText(JsonObject quorum, int width) {
        this.quorum = quorum;
        this.width = width;
    }

    static List<String> of(JsonObject quorum, int width) {
        QuorumText text = new QuorumText(quorum, width);
        if (quorum.text("mode").equals(OFF)) {
            return List.of("off: each node judges alone who is dead; vigil quorum survives says what that means");
        }
        text.voters();
        text.units();
        text.others();
        return text.lines;
    }

    private void voters() {
        boolean isFolder = quorum.text("mode").equals(STORAGE);
        lines.add("majority of " + String.join(", ", quorum.texts("voters"))
                + (isFolder ? " and the folder " + quorum.text("storage") : "") + "; this node, " + quorum.text("node") + ", is "
                + (quorum.isTrue("voter") ? "a voter" : "no voter"));
        lines.add("a lease lasts " + StatusText.whole(quorum.number("lease_ms")) + " ms, is claimed every "
                + StatusText.whole(quorum.number("tick_ms")) + " ms, and the guard has "
                + StatusText.whole(quorum.number("kill_ms")) + " ms of it to end what is not renewed");
        if (isFolder) {
            lines.add("a claim in the folder counts for " + StatusText.whole(quorum.number("storage_lease_ms"))
                    + " ms, and is made while the nodes alone are no majority");
        }
        if (quorum.isTrue("silent")) {
            lines.add("its vote does not count: " + quorum.text("silent_because"));
        }
        if (!quorum.text("trouble").isEmpty()) {
            lines.add("it cannot write its votes and grants nothing: " + quorum.text("trouble"));
        }
    }

    private void units() {
        TextTable table = new TextTable(
                List.of("HIERARCHY", "HELD HERE", "ENDED IN", "LEASE LEFT", "VOTED FOR", "EPOCH", "STANDING", "KEPT UNHEARD"));
        List<String> reasons = new ArrayList<>();
        for (JsonObject unit : quorum.objects("units")) {
            boolean isHeld = unit.number("held_epoch") > 0;
            boolean hasVoted = !unit.text("standing").isEmpty();
            boolean isSought = !unit.text("withheld").isEmpty();
            table.add(List.of(unit.text("unit"),
                    isHeld ? "epoch " + StatusText.whole(unit.number("held_epoch")) : isSought ? "sought" : "-",
                    left(unit, "kill_in_ms"),
                    left(unit, "out_in_ms"), hasVoted ? unit.text("voted_for") : "-",
                    hasVoted ? StatusText.whole(unit.number("voted_epoch")) : "-",
                    hasVoted ? StatusText.word(unit, "standing") : "-",
                    hasVoted && !unit.text("kept").isEmpty() ? unit.text("kept") : "-"));
            if (isSought) {
                reasons.add("  " + unit.text("unit") + " is not granted: " + unit.text("withheld"));
            }
        }
        lines.add("");
        List<String> printed = table.lines(width);
        lines.addAll(printed.size() == 1 ? List.of("nothing is held, sought or voted on") : printed);
        lines.addAll(reasons);
    }

    /** A lease that rests on the own vote alone does not run out, nor what is kept until this node is fenced. */
    private static String left(JsonObject unit, String name) {
        if (unit.number("held_epoch") == 0) {
            return "-";
        }
        return unit.text(name).isEmpty() ? "never" : StatusText.whole(unit.number(name)) + " ms";
    }

    private void others() {
        List<JsonObject> others = quorum.objects("others");
        if (others.isEmpty()) {
            return;
        }
        TextTable table = new TextTable(List.of("VOTER", "LAST ANSWERED"));
        others.forEach(other -> table.add(List.of(other.text("node"), ago(other))));
        lines.add("");
        lines.addAll(table.lines(width));
        others.stream().filter(other -> !other.text("trouble").isEmpty())
                .forEach(other -> lines.add("  " + other.text("node") + ": " + other.text("trouble")));
    }

    private static String ago(JsonObject other) {
        if (other.text("answered_ms_ago").isEmpty()) {
            return "not yet; voters are asked only while a hierarchy is owned or sought";
        }
        double millis = other.number("answered_ms_ago");
        return millis < MILLIS_PER_SECOND
                ? StatusText.whole(millis) + " ms ago"
                : String.format(Locale.ROOT, "%.1f s ago", millis / MILLIS_PER_SECOND);
    }
}
