package dev.vigil.notify.dispatch;

import java.time.Duration;

/**
 * How patient telling is.
 *
 * @param firstPause after the first delivery that failed; each further one doubles it
 * @param longestPause the longest of those
 * @param longestDelivery after which a delivery that hangs is ended
 * @param oldest age at which a notice that could not be delivered is given up
 */
public record Tempo(Duration firstPause, Duration longestPause, Duration longestDelivery, Duration oldest) {

    public static final Tempo USUAL = new Tempo(Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofMinutes(1),
            Duration.ofHours(24));

    Duration pauseAfter(int failures) {
        Duration pause = firstPause;
        for (int i = 1; i < failures && pause.compareTo(longestPause) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
