package dev.vigil.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Restarts the software of the node of this machine, while what it owns runs on. */
@Command(name = "restart", description = "Restart the node of this machine; its hierarchies run on, nothing moves.")
final class RestartVerb implements Callable<Integer> {
    private final Answers answers;
    private final Places places;
    private final ServerProgram server;

    RestartVerb(Answers answers, Places places, ServerProgram server) {
        this.answers = answers;
        this.places = places;
        this.server = server;
    }

    @Override
    public Integer call() {
        int left = answers.change("/v1/node:stop", "hand_over", true);
        return left == ExitCode.DONE ? server.startAgain(places) : left;
    }
}
