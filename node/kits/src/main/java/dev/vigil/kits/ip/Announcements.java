package dev.vigil.kits.ip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.vigil.platform.AddressText;
import dev.vigil.platform.Announcer;
import dev.vigil.platform.Announcement;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the neighbours of one address several times: frames get lost, and the last owner's kernel may go on answering for a while. Runs
 * on a thread of its own until it is through or stopped.
 */
final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
    /** When to repeat, counted from the first one. */
    private static final long[] AFTER_MILLIS = {30, 100, 250, 500, 1_000, 1_500, 2_000, 2_500, 3_500, 5_000};
    /** A repetition that comes later than this comes from a process that stood still, and may speak for an address it lost. */
    private static final Duration LATE = Duration.ofMillis(250);

    private final InetAddress address;
    private final String interfaceName;
    private final Announcer announcer;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Announcements(InetAddress address, String interfaceName, Announcer announcer) {
        this.address = address;
        this.interfaceName = interfaceName;
        this.announcer = announcer;
    }

    /**
     * Announces once before it returns, then repeats for as long as {@code isHeld} says so, and runs {@code afterwards} at the end if it
     * was not stopped.
     */
    static Announcements begin(InetAddress address, String interfaceName, Announcer announcer, BooleanSupplier isHeld,
            Runnable afterwards) {
        Announcements announcements = new Announcements(address, interfaceName, announcer);
        announcements.once();
        Thread.ofPlatform().daemon().name("announce-" + AddressText.of(address))
                .start(() -> announcements.repeat(isHeld, afterwards));
        return announcements;
    }

    void stop() {
        stopped.countDown();
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void once() {
        String text = AddressText.of(address);
        switch (announcer.announce(interfaceName, address)) {
            case Announcement.Sent sent -> LOG.trace("announced {} on {}", text, interfaceName);
            case Announcement.Impossible(String reason) -> LOG.debug("{} was not announced: {}", text, reason);
            case Announcement.Failed(var fault) -> LOG.warn("{} could not be announced: {}", text, fault);
        }
    }

    private void repeat(BooleanSupplier isHeld, Runnable afterwards) {
        long began = System.nanoTime();
        try {
            for (long afterMillis : AFTER_MILLIS) {
                long due = began + TimeUnit.MILLISECONDS.toNanos(afterMillis);
                boolean isOver = stopped.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)
                        || System.nanoTime() - due > LATE.toNanos();
                if (isOver || !isHeld.getAsBoolean()) {
                    return;
                }
                once();
            }
            afterwards.run();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
