package dev.vigil.cli.doctor;

import java.time.Duration;

/** How late a thread of this machine wakes. A node that is late by the detection time is taken for dead. */
final class StallCheck implements Check {
    static final String NAME = "stalls";
    private static final int WARNING_PART = 10;
    private static final int FAILING_PART = 2;
    private final Sampling sampling;
    private final int detectionMillis;

    StallCheck(Sampling sampling, int detectionMillis) {
        this.sampling = sampling;
        this.detectionMillis = detectionMillis;
    }

    @Override
    public Finding look() {
        return judge(sampling.worstLateness(), detectionMillis);
    }

    static Finding judge(Duration worst, int detectionMillis) {
        String sentence = "A thread woke " + worst.toMillis() + " ms late at worst within a second; silent for " + detectionMillis
                + " ms is dead.";
        String hint = "Find what holds the processors (other load, the hypervisor, power saving), or choose a slower profile.";
        if (worst.toMillis() * FAILING_PART > detectionMillis) {
            return Finding.fail(NAME, sentence, hint);
        }
        return worst.toMillis() * WARNING_PART > detectionMillis
                ? Finding.warn(NAME, sentence, hint)
                : Finding.ok(NAME, sentence);
    }
}
