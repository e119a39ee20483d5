package dev.vigil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What actions wrote, each under a line that says which one it was and how it ended. */
final class OutputText {
    private OutputText() {}

    static List<String> of(JsonObject answer) {
        List<String> lines = new ArrayList<>();
        for (JsonObject output : answer.objects("outputs")) {
            lines.add(head(output));
            output.text("text").lines().map(line -> "  " + line).forEach(lines::add);
        }
        lines.addAll(answer.texts("remarks"));
        return lines.isEmpty() ? List.of("no action of it has run since the nodes started") : lines;
    }

    private static String head(JsonObject output) {
        String silent = output.text("text").isEmpty() ? "; it wrote nothing" : "";
        return output.text("node") + " " + output.text("action") + ", " + Answers.localTime(output.text("began")) + ", "
                + String.format(Locale.ROOT, "%.3f s", output.number("took_ms") / 1000.0) + ", " + output.text("outcome")
                + silent;
    }
}
