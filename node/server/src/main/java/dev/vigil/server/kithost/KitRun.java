package dev.vigil.server.kithost;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.vigil.kit.ResourceAgent;
import dev.vigil.lcd.model.Tag;
import dev.vigil.recovery.Cause;
import dev.vigil.recovery.Decision;
import dev.vigil.server.kithost.RunningCall.Phase;

import org.jspecify.annotations.Nullable;

/** The life of one kit call; the phase only goes forward. Any thread may call. */
final class KitRun {
    /** Why a call is ended before it has answered. */
    enum Cutoff {
        LIMIT, ABANDONED, STOPPING
    }

    private final Decision.CallKit decision;
    private final long bornNanos = System.nanoTime();
    private final CountDownLatch over = new CountDownLatch(1);
    private Phase phase = Phase.WAITING;
    private long begunNanos;
    private @Nullable Cutoff cutoff;
    private @Nullable ResourceAgent agent;
    private @Nullable Future<?> alarm;
    private volatile String progress = "";

    KitRun(Decision.CallKit decision) {
        this.decision = decision;
    }

    Decision.CallKit decision() {
        return decision;
    }

    Tag tag() {
        return decision.target().resource().tag();
    }

    /** One of the node's own checks, for which nobody waits. */
    boolean isCheck() {
        return decision.cause() == Cause.CHECK;
    }

    /** What people call this run. */
    String name() {
        return decision.action() + " of " + tag();
    }

    void progress(String sentence) {
        progress = sentence;
    }

    /** Moves from waiting to running; false when it was over before its turn came. */
    synchronized boolean begin() {
        if (phase != Phase.WAITING) {
            return false;
        }
        phase = Phase.RUNNING;
        begunNanos = System.nanoTime();
        return true;
    }

    /** Notes whom to tell to end; false when the run was told to end already, so that the action must not begin any more. */
    synchronized boolean attach(ResourceAgent served) {
        agent = served;
        return phase == Phase.RUNNING;
    }

    /** Notes what ends the run in time; it is called off when the run is over. */
    synchronized void timedBy(Future<?> timer) {
        alarm = timer;
        if (phase == Phase.OVER) {
            timer.cancel(false);
        }
    }

    /** Moves a running call to its end phase; false when it is not running. */
    synchronized boolean cutOff(Cutoff reason) {
        if (phase != Phase.RUNNING) {
            return false;
        }
        phase = Phase.ENDING;
        cutoff = reason;
        return true;
    }

    /** Ends the run; the answer is the phase it was in, or empty for all but the first caller, who alone reports the outcome. */
    synchronized Optional<Phase> settle() {
        if (phase == Phase.OVER) {
            return Optional.empty();
        }
        Phase had = phase;
        phase = Phase.OVER;
        over.countDown();
        if (alarm != null) {
            alarm.cancel(false);
        }
        return Optional.of(had);
    }

    /** Ends the run if it still waits for its turn; true when it did, and the caller reports the outcome. */
    synchronized boolean settleWaiting() {
        return phase == Phase.WAITING && settle().isPresent();
    }

    synchronized Phase phase() {
        return phase;
    }

    /** Whether it was the node that ended the run, because its limit had passed. */
    synchronized boolean isCutOffByLimit() {
        return cutoff == Cutoff.LIMIT;
    }

    /** Whether the limit has passed for a run that began; a kit counts the same limit, and may end the action before the node does. */
    synchronized boolean isPastLimit() {
        return cutoff == null ? System.nanoTime() - begunNanos >= decision.limit().toNanos() : isCutOffByLimit();
    }

    synchronized Optional<ResourceAgent> agent() {
        return Optional.ofNullable(agent);
    }

    boolean awaitOver(Duration patience) throws InterruptedException {
        return over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - bornNanos);
    }

    RunningCall view() {
        return new RunningCall(decision.call(), tag(), decision.action(), phase(), age(), decision.limit(), progress);
    }
}
