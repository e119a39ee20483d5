package dev.vigil.server.kithost;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.vigil.kit.ActionCall;
import dev.vigil.kit.Answer;
import dev.vigil.kit.KitRefusal;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.kits.generic.EventHandlers;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Timing;
import dev.vigil.recovery.Cause;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.KitCallId;
import dev.vigil.server.kithost.KitRun.Cutoff;
import dev.vigil.server.kithost.RunningCall.Phase;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls recovery kits. {@link #call} and {@link #abandon} return at once and never throw; each call is answered by exactly one
 * {@link Event.KitFinished}, at the latest at its limit plus {@link KitLimits#ending} after its turn has come: a limit that ran while a
 * call waits would make a healthy resource fail on a busy node. Each turn comes, since each call before it has a limit. Events come from several threads, never from
 * the caller's; the sink must not block.
 *
 * <p>Actions run on threads of the operating system, not on virtual ones: a kit that hangs in native code would keep one of the few
 * carriers for ever, and two of them would stop every virtual thread of a small machine.
 */
public final class KitHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KitHost.class);
    /** Terminate is said again this often, since it may have come just before the action really began. */
    private static final Duration BETWEEN_TERMINATES = Duration.ofMillis(100);

    private final LastOutputs outputs = new LastOutputs(InstantSource.system());
    private final ActionTimes times = new ActionTimes();
    private final OpenAgents agents;
    private final Function<Tag, AgentContext> contexts;
    private final Lanes lanes;
    private final KitLimits limits;
    private final Supplier<Timing> timing;
    private final Consumer<Event> events;
    private final ScheduledThreadPoolExecutor timer;
    private volatile boolean isStopping;

    /** {@code timing} is asked at each call: how fast the cluster is meant to be decides how long kits may look before they act. */
    public KitHost(KitCatalog catalog, Facilities facilities, KitLimits limits, Supplier<Timing> timing, Consumer<Event> events) {
        this.limits = limits;
        this.timing = timing;
        this.events = events;
        this.lanes = new Lanes(limits);
        this.contexts = tag -> new AgentContext(tag, facilities.of(tag), events, outputs, limits.betweenSignals());
        this.agents = new OpenAgents(catalog, contexts);
        this.timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("kit-limits").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Runs the action when it is its turn, and counts its limit from there. */
    public void call(Decision.CallKit decision) {
        KitRun run = new KitRun(decision);
        Optional<String> refusal = isStopping ? Optional.of("not begun: the node is stopping") : lanes.enter(run);
        if (refusal.isPresent()) {
            later(() -> report(run, new Outcome.Failed(refusal.get())));
            return;
        }
        startReady();
    }

    /** Ends a running call and everything it has started; a call that waits is not begun. Its event still comes. */
    public void abandon(KitCallId call) {
        lanes.find(call).ifPresent(run -> later(() -> cutOff(run, Cutoff.ABANDONED)));
    }

    /** The calls that are not over, for people. */
    public List<RunningCall> running() {
        return lanes.all().stream().map(KitRun::view).toList();
    }

    /** How much goes on of what somebody waits for, and of the node's own checks. */
    public KitLoad actions() {
        return lanes.actions();
    }

    public KitLoad checks() {
        return lanes.checks();
    }

    /** What the actions wrote when they last ran. */
    public ActionTimes times() {
        return times;
    }

    public LastOutputs outputs() {
        return outputs;
    }

    /** Resources that take no calls until the node is restarted, since an action of theirs could not be ended; with the reason. */
    public Map<Tag, String> barred() {
        return lanes.barred();
    }

    /** Ends all running calls, waits for them no longer than {@link KitLimits#ending} in all, and closes the agents. */
    @Override
    public void close() {
        isStopping = true;
        List<KitRun> open = lanes.all();
        open.forEach(run -> later(() -> cutOff(run, Cutoff.STOPPING)));
        long deadlineNanos = System.nanoTime() + 2 * limits.ending().toNanos();
        try {
            for (KitRun run : open) {
                run.awaitOver(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
        agents.closeAll();
    }

    private void startReady() {
        for (KitRun run : lanes.takeReady()) {
            run.timedBy(after(run.decision().limit(), () -> cutOff(run, Cutoff.LIMIT)));
            String name = "kit-" + run.tag() + "-" + run.decision().action().name().toLowerCase(Locale.ROOT);
            Thread.ofPlatform().daemon().name(name).start(() -> work(run));
        }
    }

    /** The whole life of an action's thread. Catches everything: whatever a kit throws is one resource's trouble, not the node's. */
    private void work(KitRun run) {
        try {
            ResourceAgent agent = agentOf(run.decision());
            if (!run.attach(agent)) {
                finish(run, new Outcome.Failed(run.name() + " was ended before it began"), Standing.NOT_BEGUN);
                return;
            }
            outputs.began(run.tag(), run.decision().action());
            answered(run, agent.perform(callOf(run)));
        } catch (KitRefusal refusal) {
            finish(run, new Outcome.Failed(refusal.sentence()), Standing.NOT_BEGUN);
        } catch (Throwable broken) {
            broke(run, broken);
        }
    }

    /** An event is the business of the node's own handlers, whatever the type of the resource. */
    private ResourceAgent agentOf(Decision.CallKit decision) throws KitRefusal {
        Optional<Occurrence> occurrence = decision.occurrence();
        return occurrence.isPresent()
                ? EventHandlers.open(decision.target().instance(), occurrence.get(),
                        contexts.apply(decision.target().instance().tag()))
                : agents.agentOf(decision.target());
    }

    private ActionCall callOf(KitRun run) {
        Decision.CallKit decision = run.decision();
        Cause cause = decision.cause();
        return new ActionCall(decision.action(), cause.word(), decision.limit(),
                Cautions.of(cause, timing.get()), run::progress, decision.source());
    }

    private void answered(KitRun run, Answer answer) {
        switch (answer) {
            case Answer.Now(Outcome outcome) -> finish(run, outcome, Standing.BEGUN);
            case Answer.Pending(var stage) -> stage.whenComplete((outcome, broken) -> {
                if (broken != null) {
                    broke(run, broken);
                } else {
                    finish(run, outcome, Standing.BEGUN);
                }
            });
        }
    }

    private void broke(KitRun run, Throwable broken) {
        LOG.warn("the kit broke in {}", run.name(), broken);
        // an agent that could not even be opened has changed nothing
        boolean hasBegun = run.agent().isPresent();
        String detail = "the kit broke in " + run.name() + ": " + broken;
        finish(run, hasBegun ? new Outcome.Unknown(detail) : new Outcome.Failed(detail),
                hasBegun ? Standing.BEGUN : Standing.NOT_BEGUN);
    }

    /** Whether an action had a chance to change anything. */
    private enum Standing {
        BEGUN, NOT_BEGUN
    }

    private void finish(KitRun run, @Nullable Outcome answer, Standing standing) {
        Outcome outcome = answer == null ? new Outcome.Unknown("the kit gave no outcome for " + run.name()) : answer;
        settle(run, standing == Standing.BEGUN ? judged(run, outcome) : outcome);
    }

    /** An answer that came after the limit is believed only when it was given before anybody was told to end. */
    private static Outcome judged(KitRun run, Outcome answer) {
        String late = run.name() + " was not over within its limit of " + seconds(run.decision().limit());
        if (answer instanceof Outcome.Unknown(String detail)) {
            return run.isPastLimit() ? new Outcome.Unknown(late + ": " + detail) : answer;
        }
        return run.isCutOffByLimit() ? new Outcome.Unknown(late + "; later it answered: " + answer) : answer;
    }

    private void settle(KitRun run, Outcome outcome) {
        run.settle().ifPresentOrElse(had -> over(run, had, outcome), () -> LOG.warn(
                "{} answered {} after its outcome was reported; that changes nothing any more", run.name(), outcome));
    }

    private void over(KitRun run, Phase had, Outcome outcome) {
        if (run.decision().action() == Action.DELETE && had == Phase.RUNNING) {
            agents.close(run.tag());
        }
        Optional<Duration> took = outputs.ended(run.tag(), run.decision().action(), outcome);
        if (outcome instanceof Outcome.Done) {
            took.ifPresent(time -> times.took(run.tag(), run.decision().action(), time));
        }
        lanes.leave(run, had);
        report(run, outcome);
        startReady();
    }

    private void report(KitRun run, Outcome outcome) {
        events.accept(new Event.KitFinished(run.decision().call(), outcome));
    }

    /** Runs on the timer's thread: it must not run kit code. */
    private void cutOff(KitRun run, Cutoff reason) {
        if (run.settleWaiting()) {
            over(run, Phase.WAITING, new Outcome.Failed(run.name() + " was not begun: "
                    + (reason == Cutoff.STOPPING ? "the node is stopping" : "it was called off while it waited")));
        } else if (run.cutOff(reason)) {
            Thread.ofPlatform().daemon().name("kit-" + run.tag() + "-terminate").start(() -> terminate(run));
            run.timedBy(after(limits.ending(), () -> giveUp(run)));
        }
    }

    private static void terminate(KitRun run) {
        try {
            do {
                run.agent().ifPresent(ResourceAgent::terminate);
            } while (!run.awaitOver(BETWEEN_TERMINATES));
        } catch (RuntimeException broken) {
            LOG.warn("the kit broke in the terminate of {}", run.name(), broken);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp(KitRun run) {
        run.settle().ifPresent(had -> {
            String bar = "barred: " + run.name() + " hung in the kit and could not be ended; restart the node to use it again";
            LOG.error("{}", bar);
            agents.silence(run.tag());
            // before the turn passes on, or the next one would begin beside the one that hangs
            lanes.bar(run.tag(), bar).stream().filter(KitRun::settleWaiting)
                    .forEach(waiting -> over(waiting, Phase.WAITING, new Outcome.Failed(bar)));
            over(run, had, new Outcome.Unknown(run.name() + " did not end within " + seconds(limits.ending())
                    + " after it was told to; it may still be doing something"));
        });
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }

    private void later(Runnable task) {
        Future<?> unused = after(Duration.ZERO, task);
    }

    private Future<?> after(Duration delay, Runnable task) {
        try {
            return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("the host has stopped; nothing more is timed");
            return CompletableFuture.completedFuture(Boolean.FALSE);
        }
    }
}
