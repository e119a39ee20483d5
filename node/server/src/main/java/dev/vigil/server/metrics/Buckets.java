package dev.vigil.server.metrics;

import java.time.Duration;

/** The upper bounds of the histograms, wide enough for a millisecond and for a script of minutes. */
final class Buckets {
    private Buckets() {}

    /** A new array each time: the library keeps what it is given. */
    static Duration[] ofActions() {
        return new Duration[]{Duration.ofMillis(1), Duration.ofNanos(2_500_000), Duration.ofMillis(5), Duration.ofMillis(10),
                Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
                Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(5),
                Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(300)};
    }
}
