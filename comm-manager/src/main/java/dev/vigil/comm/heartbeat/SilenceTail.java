package dev.vigil.comm.heartbeat;

/**
 * How rare long silences are: those of at least {@code missed} steps without a sign come {@code rate} times a nanosecond, and each further
 * step is survived by the share {@code ratio} of them. That is how losses behave, independent ones and bursts alike; only the ratio differs.
 *
 * @param isGuess made of too few silences to say that the network is bad, but enough to be careful
 */
record SilenceTail(int missed, double rate, double ratio, long step, boolean isGuess) {

    private static final double NEVER = 1e-30;
    private static final double HALF = 0.5;

    /** The silence that is reached no more often than {@code target} times a nanosecond. */
    long timeFor(double target) {
        if (rate <= target) {
            return timeOf(missed);
        }
        double further = StrictMath.log(rate / target) / -StrictMath.log(ratio);
        return timeOf(missed + (long) StrictMath.ceil(further));
    }

    /** How often a nanosecond a silence of this length is reached. */
    double rateOf(long time) {
        double further = Math.max(0, (double) time / step - HALF - 1 - missed);
        return Math.max(NEVER, rate * StrictMath.pow(ratio, further));
    }

    /** A silence in which {@code missed} signs did not come lasts one step longer, and half a step is left for their jitter. */
    private long timeOf(long missedSteps) {
        return (missedSteps + 1) * step + step / 2;
    }
}
