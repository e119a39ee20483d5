package dev.vigil.notify.dispatch;

import java.util.concurrent.TimeUnit;

/** How many messages may go out: so many in an hour, a sixth of them at once after a pause. Used by one thread. */
final class Allowance {
    private static final int BURSTS_PER_HOUR = 6;

    private final double perNano;
    private final double most;
    private double left;
    private long at;

    Allowance(int perHour, long nanos) {
        this.perNano = perHour / (double) TimeUnit.HOURS.toNanos(1);
        this.most = Math.max(1, perHour / (double) BURSTS_PER_HOUR);
        this.left = most;
        this.at = nanos;
    }

    /** Nanoseconds to wait until one more may go; zero when it may now. */
    long waitNanos(long nanos) {
        left = Math.min(most, left + (nanos - at) * perNano);
        at = nanos;
        return left >= 1 ? 0 : (long) Math.ceil((1 - left) / perNano);
    }

    void spend() {
        left -= 1;
    }
}
