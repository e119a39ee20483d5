package dev.vigil.cli;

import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verbs of the lock under which the configuration is changed. */
@Command(name = "admin-lock", description = "What keeps a node from changing the configuration: one operation at a time.")
final class AdminLockVerbs extends VerbGroup {
    private final Answers answers;
    private final Terminal terminal;

    AdminLockVerbs(Answers answers, Terminal terminal) {
        this.answers = answers;
        this.terminal = terminal;
    }

    @Command(description = "The operation that is going on, as the asked node sees it.")
    int show() {
        return answers.query("/v1/admin-lock", new Object[0], AdminLockVerbs::lines);
    }

    private static List<String> lines(JsonObject lock) {
        if (lock.text("holder").isEmpty()) {
            return List.of("free: the configuration can be changed");
        }
        long seconds = Math.round(lock.number("seconds"));
        return List.of(
                "held by " + lock.text("holder") + (seconds == 0 ? "" : " for " + seconds + " s") + ": " + lock.text("work"),
                "  it " + lock.text("step"));
    }

    @Command(name = "break", description = "Give up the operation that is going on, so that another can begin.")
    int breakOff(
            @Option(names = "--node", defaultValue = "", paramLabel = "NODE", description = "Its holder (the node that is asked).") String node,
            @Option(names = {"--reason",
                    "--why"}, required = true, paramLabel = "TEXT", description = "Why, for those who read it later.") String reason,
            @Option(names = "--yes", description = "Do not ask.") boolean isSure) {
        terminal.confirm(isSure,
                "Give up what is going on? What is committed stays, and whoever waits is told that nobody knows how it ends.");
        return answers.change("/v1/admin-lock:break", "node", node, "reason", reason);
    }
}
