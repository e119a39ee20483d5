package dev.vigil.comm.heartbeat;

import java.util.Optional;

/**
 * The silences of one set of paths, all of them silent together, in two memories: one of the last minutes, in which a network that has just
 * turned bad is not thinned by the calm before, and one of the last day.
 */
final class SilenceRecord {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long RECENT_HALF_LIFE = 2 * MINUTE_NANOS;
    /** What happened a day ago weighs a sixteenth, and is forgotten then. */
    private static final long DAY_HALF_LIFE = 6 * 60 * MINUTE_NANOS;
    /** From here on calm counts as known. */
    private static final long ENOUGH_OBSERVED = 54 * MINUTE_NANOS;
    private static final int HEADROOM = 2;

    private final SilenceHistogram recent;
    private final SilenceHistogram day;

    SilenceRecord(long now, long step) {
        recent = new SilenceHistogram(now, step, RECENT_HALF_LIFE);
        day = new SilenceHistogram(now, step, DAY_HALF_LIFE);
    }

    void add(long now, long silence) {
        recent.add(now, silence);
        day.add(now, silence);
    }

    /** Whether this set has been watched for about an hour, so that few silences mean a calm network. */
    boolean isKnown() {
        return day.observed() >= ENOUGH_OBSERVED;
    }

    boolean isObserved() {
        return day.observed() > 0;
    }

    long longest(long now) {
        return day.longest(now);
    }

    /** Twice the longest silence: what was seen once may come again, and a little longer. */
    long headroom(long now) {
        return HEADROOM * day.longest(now);
    }

    /** The silence that these paths reach no more often than {@code target} times a nanosecond; zero while too little is known. */
    long timeFor(long now, double target) {
        return Math.max(timeFor(recent.tail(now), target), timeFor(day.tail(now), target));
    }

    /** The same without mere guesses. */
    long surelyNeeded(long now, double target) {
        return Math.max(timeFor(recent.tail(now).filter(tail -> !tail.isGuess()), target),
                timeFor(day.tail(now).filter(tail -> !tail.isGuess()), target));
    }

    private static long timeFor(Optional<SilenceTail> tail, double target) {
        return tail.map(known -> known.timeFor(target)).orElse(0L);
    }

    /** How often a nanosecond a silence of this length is to be expected; zero when nothing was ever missed. */
    double rateOf(long now, long time) {
        return Math.max(recent.tail(now).map(tail -> tail.rateOf(time)).orElse(0.0),
                day.tail(now).map(tail -> tail.rateOf(time)).orElse(0.0));
    }
}
