package dev.vigil.platform.guard;

import java.util.Optional;

/**
 * Decides when the guard acts; knows nothing but what it is told, times in nanoseconds since the start of the machine. It acts once for
 * each time that the node falls silent; where the time is a promise to other nodes, again and again until there is a new one, since what
 * was just being started may come after the first look.
 */
final class Judge {
    /** The guard looks at least this often: a wake that is later tells that it stood still itself. */
    static final long LOOK_NANOS = 50_000_000;

    private Charge charge = Charge.NOTHING;
    private Optional<Order.Feed> feed = Optional.empty();
    private long killAt;
    private long expected;
    private boolean hasActed;
    private boolean isAgain;

    Charge charge() {
        return charge;
    }

    void take(Charge next) {
        charge = next;
    }

    /** A feed whose time is over already, since it was on its way while this machine stood still, brings no new time. */
    void fed(Order.Feed next, long now) {
        feed = Optional.of(next);
        killAt = next.killAt();
        if (now < killAt) {
            hasActed = false;
        }
    }

    /** Whether to act now. {@code isEnded}: the node's process has. */
    Optional<Report.Reason> look(long now, boolean isEnded) {
        long late = expected == 0 ? 0 : now - expected;
        expected = now + LOOK_NANOS;
        if (isEnded) {
            return charge.isEmpty() || hasActed ? Optional.empty() : act(Report.Reason.NODE_ENDED);
        }
        if (feed.isEmpty() || now < killAt) {
            return Optional.empty();
        }
        long mercy = feed.get().mercy();
        if (hasActed && mercy > 0) {
            return Optional.empty();
        }
        if (late > mercy / 2 && mercy > 0) {
            // The node woke at the same moment as this guard: it is given the time to say so.
            killAt = now + mercy;
            return Optional.empty();
        }
        return charge.isEmpty() ? Optional.empty() : act(Report.Reason.NODE_SILENT);
    }

    /** How long the guard may wait until it looks again. */
    long rest(long now) {
        boolean isRunning = feed.isPresent() && !hasActed;
        long left = isRunning ? Math.max(1_000_000, killAt - now) : LOOK_NANOS;
        long rest = Math.min(LOOK_NANOS, left);
        expected = now + rest;
        return rest;
    }

    /** Whether the last time that it acted was not the first for the same silence. */
    boolean isAgain() {
        return isAgain;
    }

    /** By when everything has to be gone. */
    long outAt() {
        return feed.map(Order.Feed::outAt).orElse(0L);
    }

    private Optional<Report.Reason> act(Report.Reason reason) {
        isAgain = hasActed;
        hasActed = true;
        return Optional.of(reason);
    }
}
