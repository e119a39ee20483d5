package dev.vigil.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs of nodes; without one, the nodes at a glance. */
@Command(name = "node", description = "The nodes with their health, life, administration address and longest silence.")
final class NodeVerbs implements Callable<Integer> {
    private final Answers answers;
    private final Terminal terminal;

    NodeVerbs(Answers answers, Terminal terminal) {
        this.answers = answers;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return answers.query("/v1/status", new Object[0], answer -> StatusText.systemsOf(answer, answers.width()));
    }

    @Command(description = "A setting of a node: confirm-failover, confirm-within, start-alone-after, restart-within.")
    int set(@Parameters(paramLabel = "NODE", description = "The node.") String node,
            @Parameters(paramLabel = "NAME=VALUE", description = "The setting; with nothing behind = it is no longer set.") String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw Failure.usage("\"" + setting + "\" is not NAME=VALUE.", "For example confirm-failover=stay.");
        }
        return answers.change("/v1/nodes:set", "node", node, "name", setting.substring(0, equals), "value",
                setting.substring(equals + 1));
    }

    @Command(name = "start-alone", description = "A node that waits at its start shall wait no longer for peers that it never heard.")
    int startAlone(
            @Parameters(arity = "0..1", defaultValue = "", paramLabel = "NODE", description = "The node (the one that is asked).") String node,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who read it later.") String reason,
            @Option(names = "--yes", description = "Do not ask.") boolean isSure) {
        terminal.confirm(isSure, "Are all nodes that it waits for switched off? What they run would run twice.");
        return answers.change("/v1/nodes:start-alone", "node", node, "reason", reason);
    }

    @Command(name = "confirm-dead", description = "A node that is not heard runs nothing: what it owned may be taken over.")
    int confirmDead(@Parameters(paramLabel = "NODE", description = "The node.") String node,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who read it later.") String reason,
            @Option(names = "--yes", description = "Do not ask.") boolean isSure) {
        terminal.confirm(isSure, "Is " + node + " switched off? What it runs would run twice.");
        return answers.change("/v1/nodes:confirm-dead", "node", node, "reason", reason);
    }
}
