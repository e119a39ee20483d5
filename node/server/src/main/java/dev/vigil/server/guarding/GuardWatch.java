package dev.vigil.server.guarding;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.Tag;
import dev.vigil.platform.guard.GuardListener;
import dev.vigil.platform.guard.Report;
import dev.vigil.recovery.Event;

/** Passes on what becomes of the guard: to the log, to the controller, to the figures. Any thread. */
final class GuardWatch implements GuardListener {
    private static final Logger LOG = LoggerFactory.getLogger(GuardWatch.class);

    private final Consumer<Event> events;
    private final Supplier<SortedSet<Tag>> charged;
    private final LongConsumer onReady;
    private final AtomicLong deaths = new AtomicLong();
    private final AtomicLong acts = new AtomicLong();
    private final AtomicBoolean isLost = new AtomicBoolean();
    private volatile Optional<Duration> killBudget = Optional.empty();

    /** {@code charged}: the resources that the guard has been told to end; {@code onReady} hears the number of its process. */
    GuardWatch(Consumer<Event> events, Supplier<SortedSet<Tag>> charged, LongConsumer onReady) {
        this.events = events;
        this.charged = charged;
        this.onReady = onReady;
    }

    @Override
    public void ready(long pid) {
        isLost.set(false);
        LOG.info("guard-watches pid={}", pid);
        onReady.accept(pid);
    }

    @Override
    public void died(String detail) {
        deaths.incrementAndGet();
        LOG.error("guard-lost detail=\"{}\": another one is started", detail);
        // One that cannot be started is tried every two seconds: the history tells it once.
        if (!isLost.getAndSet(true)) {
            events.accept(new Event.GuardLost(detail));
        }
    }

    @Override
    public void acted(Report.Acted acted) {
        acts.incrementAndGet();
        LOG.error("guard-acted {}", acted);
        events.accept(
                new Event.GuardActed(acted.reason().word(), charged.get(), acted.ended(), acted.survivors() + acted.left()));
    }

    @Override
    public void tried(Report.Tried tried) {
        killBudget = Optional.of(tried.took());
        LOG.info("kill-budget-measured programs={} survivors={} took-ms={}", tried.ended(), tried.survivors(),
                tried.took().toMillis());
    }

    @Override
    public void said(String line) {
        LOG.warn("guard-said {}", line);
    }

    long deaths() {
        return deaths.get();
    }

    long acts() {
        return acts.get();
    }

    Optional<Duration> killBudget() {
        return killBudget;
    }
}
