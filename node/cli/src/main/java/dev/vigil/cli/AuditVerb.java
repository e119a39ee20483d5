package dev.vigil.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who asked the node for which change. */
@Command(name = "audit", description = "Who asked this node for which change, the newest last.")
final class AuditVerb implements Callable<Integer> {
    private final Answers answers;

    @Option(names = "--limit", defaultValue = "100", paramLabel = "N", description = "At most N lines (100).")
    private int limit;
    @Option(names = "--by", defaultValue = "", paramLabel = "NAME", description = "Only of this caller.")
    private String by = "";
    @Option(names = "--call", defaultValue = "", paramLabel = "CALL", description = "Only of this call, for example Switchover.")
    private String call = "";

    AuditVerb(Answers answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() {
        return answers.query("/v1/audit", new Object[]{"limit", limit, "by", by, "call", call}, AuditVerb::lines);
    }

    static List<String> lines(JsonObject audit) {
        List<String> lines = new ArrayList<>();
        audit.objects("items").forEach(item -> lines.add(line(item)));
        Collections.reverse(lines);
        return lines.isEmpty() ? List.of("nobody has asked this node for a change") : lines;
    }

    private static String line(JsonObject item) {
        String who = item.text("by").isEmpty() ? "somebody unknown" : item.text("by") + " (" + item.text("role") + ")";
        String sentence = item.text("sentence").isEmpty() ? "" : ": " + item.text("sentence");
        return Answers.localTime(item.text("wall_time")) + "  " + who + " from " + item.text("from") + "  " + item.text("call")
                + arguments(item) + "  " + item.text("result") + sentence;
    }

    private static String arguments(JsonObject item) {
        if (!(item.fields().get("arguments") instanceof Map<?, ?> arguments)) {
            return "";
        }
        return arguments.entrySet().stream().map(one -> " " + one.getKey() + "=" + one.getValue())
                .sorted().collect(Collectors.joining());
    }
}
