package dev.vigil.server.fencing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.FenceRow;
import dev.vigil.platform.ProcessCall;
import dev.vigil.platform.ProcessSpec;
import dev.vigil.platform.Processes;

/**
 * Runs fence agents. They bear no mark of a resource: the guard, which ends what this node held, leaves them alone. Any thread; nothing
 * blocks.
 */
final class AgentRuns {
    private static final int KEPT_BYTES = 64 * 1024;
    private static final Path FOLDER = Path.of("/");
    private static final Logger LOG = LoggerFactory.getLogger(AgentRuns.class);

    private final Processes processes;
    private final FenceSecrets secrets;

    AgentRuns(Processes processes, FenceSecrets secrets) {
        this.processes = processes;
        this.secrets = secrets;
    }

    /** {@code running} is given the program, which may be ended. Never completes exceptionally. */
    CompletionStage<AgentAnswer> run(FenceRow device, String action, Consumer<ProcessCall> running) {
        SortedMap<String, String> plain = secrets.opened(device).orElse(null);
        if (plain == null) {
            return CompletableFuture
                    .completedFuture(new AgentAnswer(AgentAnswer.NONE, "its secrets cannot be opened: create it again", ""));
        }
        SortedMap<String, String> options = new TreeMap<>(device.options());
        options.putAll(plain);
        ProcessCall call = processes.start(new ProcessSpec(List.of(device.agent().program()), FOLDER, Map.of(),
                device.agent().limit(), KEPT_BYTES, AgentInput.of(action, device.node(), options)));
        running.accept(call);
        return call.outcome().thenApply(outcome -> {
            AgentAnswer answer = AgentAnswer.of(outcome, plain.values());
            LOG.info("fence-agent device={} node={} action={} answer=\"{}\"", device.name(), device.node(), action,
                    answer.words());
            return answer;
        });
    }
}
