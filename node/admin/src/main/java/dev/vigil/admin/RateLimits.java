package dev.vigil.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens for each caller and kind of call, and one for each address that shows nothing valid. What is not asked for
 * gathers up to two seconds' worth. Used by the event loop of the administration alone.
 */
final class RateLimits {
    /** A script that changes as fast as a disk can store stays below it. */
    static final int CHANGES_PER_SECOND = 50;
    static final int QUERIES_PER_SECOND = 200;
    /** Enough for a client whose token has just been revoked; too few to guess one. */
    static final int STRANGERS_PER_SECOND = 50;
    private static final int SECONDS_GATHERED = 2;
    private static final int LINES_GATHERED = 60;
    private static final int MOST_BUCKETS = 10_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_BUCKETS;
        }
    };

    private record Bucket(double tokens, long atNanos) {}

    RateLimits(LongSupplier nanos) {
        this.nanos = nanos;
    }

    boolean takeChange(String caller) {
        return take("change " + caller, CHANGES_PER_SECOND, CHANGES_PER_SECOND * SECONDS_GATHERED);
    }

    boolean takeQuery(String caller) {
        return take("query " + caller, QUERIES_PER_SECOND, QUERIES_PER_SECOND * SECONDS_GATHERED);
    }

    boolean takeStranger(String address) {
        return take("stranger " + address, STRANGERS_PER_SECOND, STRANGERS_PER_SECOND * SECONDS_GATHERED);
    }

    /** Whether a refused stranger is worth a line of the audit: they shall not push out the others by knocking. */
    boolean takeLineForStranger() {
        return take("line", 1, LINES_GATHERED);
    }

    private boolean take(String key, double perSecond, double most) {
        long now = nanos.getAsLong();
        Bucket bucket = buckets.getOrDefault(key, new Bucket(most, now));
        double tokens = Math.min(most, bucket.tokens() + (now - bucket.atNanos()) / NANOS_PER_SECOND * perSecond);
        boolean isTaken = tokens >= 1;
        buckets.put(key, new Bucket(isTaken ? tokens - 1 : tokens, now));
        return isTaken;
    }
}
