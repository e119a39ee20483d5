package dev.vigil.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs of hierarchies that two nodes own. */
@Command(name = "heal", description = "Two nodes own one hierarchy after a cut: say which of them keeps it.")
final class HealVerbs extends VerbGroup {
    private final Answers answers;
    private final Terminal terminal;

    HealVerbs(Answers answers, Terminal terminal) {
        this.answers = answers;
        this.terminal = terminal;
    }

    @Command(description = "One of the owners keeps the hierarchy; every other one takes it down.")
    int keep(@Parameters(paramLabel = "TAG", description = "Any resource of the hierarchy.") String tag,
            @Option(names = "--node", required = true, paramLabel = "NODE", description = "Who keeps it.") String node,
            @Option(names = {"--reason",
                    "--why"}, required = true, paramLabel = "TEXT", description = "Why, for those who read it later.") String reason,
            @Option(names = "--yes", description = "Do not ask.") boolean isSure) {
        terminal.confirm(isSure,
                "Does " + node + " keep " + tag + "? What was written on the other owner since the cut is not carried over.");
        return answers.change("/v1/resources:keep-owner", "tag", tag, "node", node, "reason", reason);
    }
}
