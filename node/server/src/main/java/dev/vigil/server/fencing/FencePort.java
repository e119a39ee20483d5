package dev.vigil.server.fencing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.vigil.admin.AdminRefusal;
import dev.vigil.admin.FencingPort;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.FenceName;
import dev.vigil.lcd.model.FenceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.platform.ProcessSpec;

/** Fence devices as the administration sees them. Any thread. */
public final class FencePort implements FencingPort {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern SECRET = Pattern.compile("(?i).*(passw|secret|token).*");

    private final Supplier<Config> config;
    private final FenceSecrets secrets;
    private final AgentRuns runs;

    FencePort(Supplier<Config> config, FenceSecrets secrets, AgentRuns runs) {
        this.config = config;
        this.secrets = secrets;
        this.runs = runs;
    }

    @Override
    public FenceRow row(FenceName name, NodeId node, int step, FenceRow.Agent agent, Options options) {
        if (!Files.isExecutable(Path.of(agent.program()))) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, "There is no program " + agent.program() + " on this node.",
                    "Install the agent on every node: each of them may have to fence.");
        }
        Stream.concat(options.open().entrySet().stream(), options.secrets().entrySet().stream()).forEach(FencePort::check);
        options.open().keySet().stream().filter(option -> SECRET.matcher(option).matches()).findFirst().ifPresent(option -> {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, "The option " + option + " would be shown to everybody.",
                    "Give it as a secret.");
        });
        FenceRow row = new FenceRow(name, node, step, agent, new TreeMap<>(options.open()),
                secrets.sealed(name, options.secrets()));
        TreeMap<String, String> all = new TreeMap<>(options.open());
        all.putAll(options.secrets());
        if (AgentInput.of(agent.action().word(), node, all).length() > ProcessSpec.MOST_INPUT) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, "The options of " + name + " are too long.",
                    "All together may have " + ProcessSpec.MOST_INPUT + " characters.");
        }
        return row;
    }

    /** Each is one line of what the agent reads. */
    private static void check(Map.Entry<String, String> option) {
        if (!NAME.matcher(option.getKey()).matches() || option.getKey().equals("action")
                || option.getValue().chars().anyMatch(Character::isISOControl)) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, "The option " + option.getKey() + " cannot be given to an agent.",
                    "A name is letters, digits, - and _, and not action; a value is one line.");
        }
    }

    @Override
    public CompletionStage<String> test(FenceName name) {
        FenceRow device = config.get().fence(name).orElseThrow(() -> new AdminRefusal(AdminRefusal.Code.NOT_FOUND,
                "There is no fence device " + name + ".", "vigil fence list shows them."));
        return runs.run(device, "status", call -> {
            // nobody ends it before its limit
        }).thenCompose(answer -> switch (answer.code()) {
            case AgentAnswer.DONE -> CompletableFuture.completedFuture("the power of " + device.node() + " is on");
            case AgentAnswer.OFF -> CompletableFuture.completedFuture("the power of " + device.node() + " is off");
            default -> monitored(device, answer);
        });
    }

    /** Some agents know no status, and tell only that their device is there. */
    private CompletionStage<String> monitored(FenceRow device, AgentAnswer status) {
        return runs.run(device, "monitor", call -> {
            // nobody ends it before its limit
        }).thenApply(answer -> {
            if (answer.isDone()) {
                return "the device answers, and tells no power: " + status.words();
            }
            throw new AdminRefusal(AdminRefusal.Code.FAILED, "Fence device " + device.name() + " does not answer: "
                    + status.words() + ".", "Nothing was switched.");
        });
    }
}
