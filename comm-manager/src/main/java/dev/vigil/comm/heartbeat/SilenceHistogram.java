package dev.vigil.comm.heartbeat;

import java.util.Optional;

/**
 * How many silences there were of each length, in steps of a heartbeat interval; what is old counts less and less. Misses are counted in
 * time: a silence of three intervals is one, whether losses made it or a peer that stood still.
 */
final class SilenceHistogram {
    /** Beyond the longest detection time of any named profile in its intervals. */
    static final int STEPS = 128;
    private static final int DECAYS_PER_HALF_LIFE = 64;
    /** Fewer silences than this say nothing of how the longest ones are spread. */
    private static final double ENOUGH = 30;
    /** So many do for a first guess from all silences, long and short. */
    private static final double ENOUGH_FOR_A_GUESS = 5;
    /** What one silence weighs after four half-lives; older ones have been outlived. */
    private static final double STILL_COUNTS = 1.0 / 16;
    private static final double MOST_RATIO = 0.999;

    private final long step;
    private final long decayEvery;
    private final double decayBy = StrictMath.pow(2, -1.0 / DECAYS_PER_HALF_LIFE);
    private final double[] counts = new double[STEPS];
    private double observed;
    private long decayedAt;

    SilenceHistogram(long now, long step, long halfLife) {
        this.step = step;
        this.decayEvery = halfLife / DECAYS_PER_HALF_LIFE;
        this.decayedAt = now;
    }

    void add(long now, long silence) {
        decay(now);
        observed += silence;
        int missed = Math.clamp((silence + step / 2) / step - 1, 0, STEPS - 1);
        if (missed > 0) {
            counts[missed]++;
        }
    }

    /** Nanoseconds in which silences were measured, old ones counting less. */
    double observed() {
        return observed;
    }

    /** The longest silence that still counts, in whole steps; zero when no sign was missed. */
    long longest(long now) {
        decay(now);
        for (int missed = STEPS - 1; missed > 0; missed--) {
            if (counts[missed] >= STILL_COUNTS) {
                return (missed + 1) * step;
            }
        }
        return 0;
    }

    /** How the longest silences are spread, by those of them that are enough to tell; empty when there are too few. */
    Optional<SilenceTail> tail(long now) {
        decay(now);
        double number = 0;
        double excess = 0;
        for (int from = STEPS - 1; from > 0; from--) {
            excess += number;
            number += counts[from];
            if (number >= ENOUGH || from == 1 && number >= ENOUGH_FOR_A_GUESS) {
                return Optional.of(new SilenceTail(from, number / observed, ratio(number, excess), step,
                        number < ENOUGH));
            }
        }
        return Optional.empty();
    }

    /** The share of silences that survive one more step; rounded up by two standard errors, since few silences may have been mild by luck. */
    private static double ratio(double number, double excess) {
        double likely = excess + 2 * StrictMath.sqrt(excess + 1) + 1;
        return Math.min(MOST_RATIO, likely / (likely + number));
    }

    private void decay(long now) {
        long times = Math.max(0, (now - decayedAt) / decayEvery);
        if (times == 0) {
            return;
        }
        decayedAt += times * decayEvery;
        double by = StrictMath.pow(decayBy, (double) times);
        observed *= by;
        for (int i = 0; i < STEPS; i++) {
            counts[i] *= by;
        }
    }
}
