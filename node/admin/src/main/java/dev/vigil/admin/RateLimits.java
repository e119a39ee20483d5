package dev.vigil.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens for each caller and kind of call, and one for each address that shows nothing valid. What is not asked for
 * gathers up to two seconds' worth. Used by the event loop of the administration alone.
 */
final class RateLimits {
    private static final int SECONDS_GATHERED = 2;
    private static final int LINES_GATHERED = 60;
    private static final int MOST_BUCKETS = 10_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final CallLimits perSecond;
    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_BUCKETS;
        }
    };

    private record Bucket(double tokens, long atNanos) {}

    RateLimits(CallLimits perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    boolean takeChange(String caller) {
        return take("change " + caller, perSecond.changes(), perSecond.changes() * SECONDS_GATHERED);
    }

    boolean takeQuery(String caller) {
        return take("query " + caller, perSecond.queries(), perSecond.queries() * SECONDS_GATHERED);
    }

    boolean takeStranger(String address) {
        return take("stranger " + address, perSecond.strangers(), perSecond.strangers() * SECONDS_GATHERED);
    }

    /** Whether a refused stranger is worth a line of the audit: they shall not push out the others by knocking. */
    boolean takeLineForStranger() {
        return take("line", 1, LINES_GATHERED);
    }

    private boolean take(String key, double rate, double most) {
        long now = nanos.getAsLong();
        Bucket bucket = buckets.getOrDefault(key, new Bucket(most, now));
        double tokens = Math.min(most, bucket.tokens() + (now - bucket.atNanos()) / NANOS_PER_SECOND * rate);
        boolean isTaken = tokens >= 1;
        buckets.put(key, new Bucket(isTaken ? tokens - 1 : tokens, now));
        return isTaken;
    }
}
