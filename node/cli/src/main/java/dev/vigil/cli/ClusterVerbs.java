package dev.vigil.cli;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs that make a cluster, let nodes in and out. {@code init} and {@code join} are carried out by the server's program. */
@Command(name = "cluster", description = "Make a cluster, let nodes in and out.")
final class ClusterVerbs extends VerbGroup {
    private final Answers answers;
    private final Places places;
    private final ServerProgram server;
    private final Terminal terminal;

    ClusterVerbs(Answers answers, Places places, ServerProgram server, Terminal terminal) {
        this.terminal = terminal;
        this.answers = answers;
        this.places = places;
        this.server = server;
    }

    @Command(description = "Make a new cluster with this node as its first.")
    int init(@Option(names = "--name", required = true, paramLabel = "NAME", description = "The cluster's name.") String name,
            @Option(names = "--node", required = true, paramLabel = "NODE", description = "This node's name.") String node,
            @Option(names = "--admin", required = true, paramLabel = "HOST:PORT", description = "Where its administration listens.") String admin) {
        return server.run(List.of("init", "--home", places.home().toString(), "--name", name, "--node", node, "--admin", admin));
    }

    @Command(description = "A string with which NODE may join, once, within 15 minutes.")
    int invite(@Parameters(paramLabel = "NODE", description = "The new node's name.") String node) {
        return answers.change("/v1/invitations", new Object[]{"node", node}, answer -> List.of(answer.text("invitation")));
    }

    @Command(description = "NODE leaves the cluster for good; it may own nothing. One that is silent must have been called dead.")
    int remove(@Parameters(paramLabel = "NODE", description = "The node.") String node,
            @Option(names = "--without", paramLabel = "NODE", description = "Another silent node that shall not be waited for.") String @Nullable [] without,
            @Option(names = "--yes", description = "Do not ask.") boolean isSure) {
        terminal.confirm(isSure, "Does " + node + " leave the cluster for good, with all that is extended to it?");
        return answers.change("/v1/nodes:remove", "node", node, "without", values(without));
    }

    @Command(description = "The machine of NODE is gone: a string with which another one may take its name, once, within 15 minutes.")
    int replace(@Parameters(paramLabel = "NODE", description = "The node, which is silent.") String node,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who read it later.") String reason,
            @Option(names = "--yes", description = "Do not ask.") boolean isSure) {
        terminal.confirm(isSure, "Is the machine of " + node + " switched off for good? What it runs would run twice.");
        return answers.change("/v1/nodes:replace", new Object[]{"node", node, "reason", reason},
                answer -> List.of(answer.text("invitation")));
    }

    @Command(description = "Make this machine a node of the cluster that invites it.")
    int join(@Parameters(paramLabel = "STRING", description = "What vigil cluster invite printed.") String invitation,
            @Option(names = "--node", required = true, paramLabel = "NODE", description = "This node's name.") String node,
            @Option(names = "--admin", required = true, paramLabel = "HOST:PORT", description = "Where its administration listens.") String admin,
            @Option(names = "--path", paramLabel = "LOCAL=REMOTE", description = "A path to the node that invites: the addresses of both on one network.") String @Nullable [] paths) {
        List<String> words = new ArrayList<>(
                List.of("join", "--home", places.home().toString(), "--node", node, "--admin", admin));
        values(paths).forEach(path -> words.addAll(List.of("--path", path)));
        words.add(invitation);
        return server.run(words);
    }
}
