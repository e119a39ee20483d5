package dev.vigil.cli;

import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs of flags. */
@Command(name = "flag", description = "Flags of nodes: that one exists is its value.")
final class FlagVerbs extends VerbGroup {
    private final Answers answers;

    FlagVerbs(Answers answers) {
        this.answers = answers;
    }

    @Command(description = "The flags that are set, by node.")
    int list(@Option(names = "--node", defaultValue = "", paramLabel = "NODE", description = "Only of this node.") String node) {
        return answers.query("/v1/status", new Object[0], status -> lines(status, node));
    }

    private static List<String> lines(JsonObject status, String node) {
        List<String> lines = status.objects("flags").stream().filter(flag -> node.isEmpty() || flag.text("node").equals(node))
                .map(flag -> flag.text("node") + "  " + flag.text("flag")).toList();
        return lines.isEmpty() ? List.of("no flags") : lines;
    }

    @Command(description = "Set a flag; fails when it is set already, so it can serve as a lock.")
    int set(@Parameters(paramLabel = "FLAG", description = "Its name.") String flag,
            @Option(names = "--node", defaultValue = "", paramLabel = "NODE", description = "Where (the node that is asked).") String node) {
        return answers.change("/v1/flags", "flag", flag, "node", node);
    }

    @Command(description = "Clear a flag; fails when it is not set.")
    int clear(@Parameters(paramLabel = "FLAG", description = "Its name.") String flag,
            @Option(names = "--node", defaultValue = "", paramLabel = "NODE", description = "Where (the node that is asked).") String node) {
        return answers.change("/v1/flags:clear", "flag", flag, "node", node);
    }

    @Command(description = "Whether a flag is set: exit code 0 when it is, 1 when not.")
    int test(@Parameters(paramLabel = "FLAG", description = "Its name.") String flag,
            @Option(names = "--node", defaultValue = "", paramLabel = "NODE", description = "Where (the node that is asked).") String node) {
        JsonObject status = answers.ask("/v1/status");
        String place = node.isEmpty() ? status.text("node") : node;
        boolean isSet = status.objects("flags").stream()
                .anyMatch(row -> row.text("flag").equals(flag) && row.text("node").equals(place));
        answers.show(new JsonObject(Map.of("flag", flag, "node", place, "set", isSet)),
                answer -> List.of("flag " + flag + (isSet ? " is set on " : " is not set on ") + place));
        return isSet ? ExitCode.DONE : ExitCode.FAILED;
    }
}
