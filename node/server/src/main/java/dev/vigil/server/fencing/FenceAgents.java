package dev.vigil.server.fencing;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.vigil.comm.trust.ClusterSecrets;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.FenceAction;
import dev.vigil.lcd.model.FenceRow;
import dev.vigil.platform.ProcessCall;
import dev.vigil.platform.Processes;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.FenceOutcome;

/**
 * Fences as the controller decides it, and says how that ended. What an agent calls done is believed only when its {@code status} does not
 * say otherwise. Any thread; nothing blocks.
 */
public final class FenceAgents {
    private static final String STATUS = "status";

    private final AgentRuns runs;
    private final Supplier<Config> config;
    private final Consumer<Event> events;
    private final FencePort port;
    private final Map<Long, ProcessCall> running = new ConcurrentHashMap<>();

    /** {@code events} takes each end, exactly one for each fence. */
    public FenceAgents(Processes processes, ClusterSecrets secrets, Supplier<Config> config, Consumer<Event> events) {
        FenceSecrets opener = new FenceSecrets(secrets);
        this.runs = new AgentRuns(processes, opener);
        this.config = config;
        this.events = events;
        this.port = new FencePort(config, opener, runs);
    }

    /** As the administration sees them. */
    public FencePort port() {
        return port;
    }

    /** An {@link Event.FenceFinished} follows, at the latest some limits of the device later. */
    public void fence(Decision.Fence fence) {
        Optional<FenceRow> device = config.get().fence(fence.device());
        if (device.isEmpty()) {
            end(fence.number(), new FenceOutcome.Failed("the device is not there any more"));
            return;
        }
        long began = System.nanoTime();
        perform(fence.number(), device.get(), began).thenAccept(outcome -> end(fence.number(), outcome));
    }

    /** Ends the agent, should it still run; its end is told as that of any other. */
    public void abandon(long number) {
        ProcessCall call = running.get(number);
        if (call != null) {
            call.terminate();
        }
    }

    private void end(long number, FenceOutcome outcome) {
        running.remove(number);
        events.accept(new Event.FenceFinished(number, outcome));
    }

    private CompletionStage<FenceOutcome> perform(long number, FenceRow device, long began) {
        return runs.run(device, device.agent().action().word(), call -> running.put(number, call)).thenCompose(answer -> {
            if (!answer.isDone()) {
                return over(
                        answer.hasExited() ? new FenceOutcome.Failed(answer.words()) : new FenceOutcome.Unknown(answer.words()));
            }
            FenceOutcome confirmed = new FenceOutcome.Confirmed(Duration.ofNanos(System.nanoTime() - began));
            return device.agent().action() == FenceAction.OFF ? checked(number, device, confirmed) : over(confirmed);
        });
    }

    private CompletionStage<FenceOutcome> checked(long number, FenceRow device, FenceOutcome confirmed) {
        return runs.run(device, STATUS, call -> running.put(number, call)).thenCompose(answer -> switch (answer.code()) {
            case AgentAnswer.OFF -> over(confirmed);
            case AgentAnswer.DONE -> over(new FenceOutcome.Failed("it said that it was done, and then that the power is on"));
            default -> withoutStatus(number, device, confirmed, answer.words());
        });
    }

    /** An agent that knows no status cannot contradict itself; one that does and gives none leaves it open. */
    private CompletionStage<FenceOutcome> withoutStatus(long number, FenceRow device, FenceOutcome confirmed, String words) {
        return runs.run(device, "metadata", call -> running.put(number, call)).thenCompose(
                answer -> over(answer.isDone() && !answer.output().contains("name=\"" + STATUS + "\"")
                        ? confirmed
                        : new FenceOutcome.Unknown("it said that it was done, and its status tells nothing: " + words)));
    }

    private static CompletionStage<FenceOutcome> over(FenceOutcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
