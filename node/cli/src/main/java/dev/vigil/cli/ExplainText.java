package dev.vigil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Why something happened, and when, for a person. */
final class ExplainText {
    private static final String IN = "    ";

    private ExplainText() {}

    /** Each event with its facts and the nodes that were refused; below them what the rules say. */
    static List<String> events(JsonObject explanation) {
        List<String> lines = new ArrayList<>();
        SortedMap<String, String> rules = new TreeMap<>();
        for (JsonObject event : explanation.objects("events")) {
            lines.add(Answers.localTime(event.text("wall_time")) + "  " + event.text("node") + "  " + event.text("sentence"));
            if (!event.texts("facts").isEmpty()) {
                lines.add(IN + String.join("; ", event.texts("facts")));
            }
            event.objects("refused").forEach(one -> lines.add(IN + "not " + one.text("node") + ": " + one.text("reason")));
            rules.put(event.text("rule"), event.text("rule_sentence"));
        }
        if (lines.isEmpty()) {
            return List.of("nothing has happened to " + explanation.text("subject") + " as far as the history reaches");
        }
        lines.addAll(rules(rules));
        return lines;
    }

    private static List<String> rules(SortedMap<String, String> rules) {
        List<String> lines = new ArrayList<>();
        rules.forEach((rule, sentence) -> {
            if (!sentence.isEmpty()) {
                lines.add(rule + "  " + sentence);
            }
        });
        return lines;
    }

    /** What each node says about what it does not do. */
    static List<String> whyNot(JsonObject explanation) {
        List<String> lines = new ArrayList<>();
        SortedMap<String, String> rules = new TreeMap<>();
        String node = "";
        for (JsonObject finding : explanation.objects("findings")) {
            if (!finding.text("node").equals(node)) {
                node = finding.text("node");
                lines.add("as " + node + " sees it:");
            }
            lines.add("  " + finding.text("question").toLowerCase(Locale.ROOT) + ": " + finding.text("sentence") + ". ["
                    + finding.text("rule") + "]");
            finding.objects("alternatives").forEach(one -> lines.add(IN + (one.text("reason").isEmpty()
                    ? "it would be " + one.text("node")
                    : "not " + one.text("node") + ": " + one.text("reason"))));
            rules.put(finding.text("rule"), finding.text("rule_sentence"));
        }
        lines.addAll(explanation.texts("remarks"));
        lines.addAll(rules(rules));
        return lines;
    }

    /** One line for all nodes, the newest last, and how the clocks differ. */
    static List<String> timeline(JsonObject history) {
        List<JsonObject> events = history.objects("events");
        int width = events.stream().mapToInt(event -> event.text("node").length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (JsonObject event : events) {
            String node = event.text("node");
            lines.add(Answers.localTime(event.text("wall_time")) + "  " + node + " ".repeat(width - node.length()) + "  "
                    + event.text("sentence"));
        }
        if (lines.isEmpty()) {
            lines.add("nothing has happened");
        }
        history.objects("clocks").forEach(clock -> lines.add(clock(clock)));
        lines.addAll(history.texts("remarks"));
        return lines;
    }

    private static String clock(JsonObject clock) {
        String node = clock.text("node");
        if (!clock.isTrue("measured")) {
            return "The clock of " + node + " was not measured: its times are its own.";
        }
        double ahead = clock.number("ahead_ms");
        return String.format(Locale.ROOT, "The clock of %s is %.1f ms %s, which is taken out (measured within %.1f ms).", node,
                Math.abs(ahead), ahead < 0 ? "behind" : "ahead", clock.number("within_ms"));
    }
}
