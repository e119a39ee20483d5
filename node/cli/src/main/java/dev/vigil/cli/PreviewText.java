package dev.vigil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What would follow, for a person: steps in their order, the total, risks, and what is blocked. */
final class PreviewText {
    private PreviewText() {}

    static List<String> of(JsonObject forecast) {
        List<String> lines = new ArrayList<>();
        for (JsonObject course : forecast.objects("courses")) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            course(course, lines);
        }
        lines.add("Nothing was changed.");
        return lines;
    }

    private static void course(JsonObject course, List<String> lines) {
        lines.add(course.text("title") + ":");
        List<JsonObject> steps = course.objects("steps");
        int width = steps.stream().mapToInt(step -> step.text("node").length()).max().orElse(0);
        for (JsonObject step : steps) {
            String node = step.text("node");
            lines.add(String.format(Locale.ROOT, "  %8s  ", seconds(step.number("at_ms"))) + node
                    + " ".repeat(width - node.length()) + "  " + step(step));
        }
        if (steps.isEmpty()) {
            lines.add("  nothing would be done");
        }
        List<String> critical = course.texts("critical_path");
        if (!critical.isEmpty()) {
            lines.add("  in total " + (course.isTrue("total_known") ? "" : "at least ") + seconds(course.number("total_ms"))
                    + ", by way of: " + String.join(", ", critical));
        }
        course.texts("blocked").forEach(one -> lines.add("  blocked: " + one));
        course.texts("risks").forEach(one -> lines.add("  risk: " + one));
    }

    private static String step(JsonObject step) {
        if (step.text("action").isEmpty()) {
            return step.text("sentence");
        }
        int measured = (int) step.number("measured");
        return "> " + step.text("action") + " " + step.text("tag") + ", " + (measured == 0
                ? "no history"
                : "about " + seconds(step.number("expected_ms")) + " (median of " + measured + ")");
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.3f s", millis / 1000);
    }
}
