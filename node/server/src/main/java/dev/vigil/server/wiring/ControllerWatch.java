package dev.vigil.server.wiring;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.platform.Clock;
import dev.vigil.platform.LeasedAddresses;
import dev.vigil.platform.Platform;
import dev.vigil.platform.Scheduling;
import dev.vigil.recovery.Event;

/**
 * Watches the controller's thread from beside it. Its peers take a controller that does not turn for silent and take over; so the
 * addresses of this node must go at the same time, without its help.
 */
final class ControllerWatch implements AutoCloseable {
    private static final int LOOKS_PER_DETECTION = 8;
    private static final Logger LOG = LoggerFactory.getLogger(ControllerWatch.class);

    private final Clock clock;
    private final Scheduling scheduling;
    private final LeasedAddresses addresses;
    private final Supplier<Duration> detection;
    private final Consumer<Event> events;
    private final Thread thread;
    private volatile Ticks lastTurn;
    private volatile boolean isClosed;
    private boolean isHung;

    ControllerWatch(Platform platform, LeasedAddresses addresses, Supplier<Duration> detection, Consumer<Event> events) {
        this.clock = platform.clock();
        this.scheduling = platform.scheduling();
        this.addresses = addresses;
        this.detection = detection;
        this.events = events;
        this.lastTurn = clock.now();
        this.thread = Thread.ofPlatform().name("vigil-watch").daemon().start(this::work);
    }

    void turned(Ticks at) {
        lastTurn = at;
    }

    /** When the controller last turned. */
    Ticks lastTurn() {
        return lastTurn;
    }

    /** Since when the controller has not turned. */
    Duration age() {
        return clock.now().since(lastTurn);
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }

    private void work() {
        scheduling.favour();
        while (!isClosed) {
            Duration limit = detection.get();
            look(limit);
            LockSupport.parkNanos(limit.toNanos() / LOOKS_PER_DETECTION);
        }
    }

    private void look(Duration limit) {
        Duration age = age();
        boolean isLate = age.compareTo(limit) > 0;
        if (isLate && !isHung) {
            addresses.suspend();
            LOG.error("controller-hangs age-ms={}: its peers take it for silent; the addresses of this node are suspended",
                    age.toMillis());
            events.accept(new Event.SelfStalled(age));
        }
        isHung = isLate;
    }
}
