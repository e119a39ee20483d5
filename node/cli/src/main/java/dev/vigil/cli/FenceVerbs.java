package dev.vigil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs of fencing. */
@Command(name = "fence", description = "Fencing: devices that make a silent node powerless before its work is taken over.")
final class FenceVerbs extends VerbGroup {
    private final Answers answers;
    private final Terminal terminal;

    FenceVerbs(Answers answers, Terminal terminal) {
        this.answers = answers;
        this.terminal = terminal;
    }

    @Command(description = "One more way to fence a node: a fence agent with its options.")
    int create(@Parameters(paramLabel = "NAME", description = "Its name in the cluster.") String name,
            @Parameters(paramLabel = "NODE", description = "The node that it fences.") String node,
            @Option(names = "--agent", required = true, paramLabel = "PROGRAM", description = "The agent with its folder, for example /usr/sbin/fence_ipmilan.") String agent,
            @Option(names = "--action", defaultValue = "", paramLabel = "off|reboot", description = "What it does to the node (off).") String action,
            @Option(names = "--step", defaultValue = "0", paramLabel = "N", description = "Its place in the ladder of the node (behind the others).") int step,
            @Option(names = "--limit", defaultValue = "", paramLabel = "TIME", description = "How long one run of the agent may last (60s).") String limit,
            @Option(names = "--option", paramLabel = "NAME=VALUE", description = "What the agent reads; @FILE takes the content of a file.") @Nullable Map<String, String> options,
            @Option(names = "--secret", paramLabel = "NAME=@FILE", description = "The same, from a file, and shown to nobody again.") @Nullable Map<String, String> secrets,
            @Option(names = "--without", paramLabel = "NODE", description = "Do it although this node is absent.") String @Nullable [] without) {
        return answers.change("/v1/fences", "name", name, "node", node, "step", step, "agent", agent, "action", action,
                "limit_ms", Amounts.millis(limit), "options", GivenValues.read(options), "secrets", GivenValues.read(secrets),
                "without", values(without));
    }

    @Command(description = "Whether fencing is required, and the devices of each node in the order in which they are tried.")
    int list() {
        return answers.query("/v1/fences", new Object[0], this::lines);
    }

    @Command(description = "Fence by this device no longer.")
    int delete(@Parameters(paramLabel = "NAME", description = "Its name: vigil fence list.") String name,
            @Option(names = "--without", paramLabel = "NODE", description = "Do it although this node is absent.") String @Nullable [] without) {
        return answers.change("/v1/fences:delete", "name", name, "without", values(without));
    }

    @Command(description = "Ask the device for the power of its node, from the node that is asked. Nothing is switched.")
    int test(@Parameters(paramLabel = "NAME", description = "Its name: vigil fence list.") String name) {
        return answers.change("/v1/fences:test", "name", name);
    }

    @Command(description = "Let nothing of a silent node start elsewhere before it is fenced. Every node must agree.")
    int required(
            @Option(names = "--delay", defaultValue = "", paramLabel = "TIME", description = "How long the side that owns less waits before it fences (5s).") String delay) {
        Map<String, Object> message = new TreeMap<>(Map.of("mode", "required"));
        if (!delay.isEmpty()) {
            message.put("delay_ms", Amounts.millis(delay)); // 0 is a delay, too
        }
        return answers.send("/v1/fences:set", message);
    }

    @Command(description = "Let silence on all paths be enough, as a new cluster does.")
    int off(@Option(names = "--without", paramLabel = "NODE", description = "Do it although this node is absent.") String @Nullable [] without) {
        return answers.change("/v1/fences:set", "mode", "off", "without", values(without));
    }

    @Command(description = "Fence a node now, even one that is heard, by the node that is asked.")
    int node(@Parameters(paramLabel = "NODE", description = "The node to fence.") String node,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who read it later.") String reason,
            @Option(names = "--yes", description = "Do not ask.") boolean isSure) {
        terminal.confirm(isSure, "Cut the power of " + node + " now? Whatever runs there ends without a word.");
        return answers.change("/v1/nodes:fence", "node", node, "reason", reason);
    }

    private List<String> lines(JsonObject answer) {
        List<String> lines = new ArrayList<>();
        lines.add(answer.text("mode").equals("required")
                ? "required: nothing of a silent node starts elsewhere before it is fenced; the side that owns less waits "
                        + StatusText.whole(answer.number("delay_ms")) + " ms"
                : "off: silence on all paths is enough; vigil fence required changes that");
        List<JsonObject> devices = answer.objects("devices");
        if (devices.isEmpty()) {
            lines.add("there is no fence device: vigil fence create");
            return lines;
        }
        TextTable table = new TextTable(List.of("NODE", "STEP", "DEVICE", "ACTION", "LIMIT", "AGENT", "OPTIONS"));
        devices.forEach(one -> table.add(List.of(one.text("node"), StatusText.whole(one.number("step")), one.text("name"),
                one.text("action"), StatusText.whole(one.number("limit_ms")) + " ms", one.text("agent"), options(one))));
        lines.addAll(table.lines(answers.width()));
        return lines;
    }

    private static String options(JsonObject device) {
        List<String> words = new ArrayList<>();
        JsonObject options = device.object("options");
        options.names().forEach(name -> words.add(name + "=" + options.text(name)));
        device.texts("secrets").forEach(name -> words.add(name + "=***"));
        return String.join(" ", words);
    }
}
