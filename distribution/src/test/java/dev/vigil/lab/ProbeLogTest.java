package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeLogTest {
    private static final long MILLI = 1_000_000;

    /** Asks every 5 ms from 0 to 95 ms; alpha answers up to 25 ms, bravo from 60 ms on. */
    private static ProbeLog failover() {
        List<String> lines = new ArrayList<>();
        for (int sequence = 0; sequence < 20; sequence++) {
            long at = sequence * 5 * MILLI;
            lines.add("sent " + sequence + " " + at);
            if (at <= 25 * MILLI || at >= 60 * MILLI) {
                lines.add("answer " + sequence + " " + (at + MILLI / 10) + " " + (at <= 25 * MILLI ? "alpha" : "bravo"));
            }
        }
        lines.add("stall " + 40 * MILLI + " " + 7 * MILLI);
        return ProbeLog.parse(lines);
    }

    @Test
    void blackoutIsTheTimeBetweenTwoAnswers() {
        assertEquals(35 * MILLI, failover().longestGapNanos(26 * MILLI, 100 * MILLI));
    }

    @Test
    void silenceUntilTheEndOfTheWindowCounts() {
        assertEquals(50 * MILLI - (25 * MILLI + MILLI / 10), failover().longestGapNanos(26 * MILLI, 50 * MILLI));
    }

    @Test
    void aGapIsOfTheWindowInWhichItBegan() {
        assertEquals(35 * MILLI, failover().longestGapBegunNanos(0, 30 * MILLI));
        assertEquals(5 * MILLI, failover().longestGapBegunNanos(0, 24 * MILLI));
        assertEquals(5 * MILLI, failover().longestGapBegunNanos(61 * MILLI, 100 * MILLI));
    }

    @Test
    void lateAnswersEndABlackoutWhenTheyComeNotWhenTheyWereAsked() {
        ProbeLog log = ProbeLog
                .parse(List.of("sent 0 0", "sent 1 5000000", "answer 1 90000000 bravo", "answer 0 90000001 bravo"));
        assertEquals(90 * MILLI, log.longestGapNanos(0, 91 * MILLI));
    }

    @Test
    void countsWhatWasLostAndWhoAnswered() {
        ProbeLog log = failover();
        assertEquals(6, log.lost(0, 100 * MILLI));
        assertEquals(Map.of("alpha", 6, "bravo", 8), log.answersByHost(0, 100 * MILLI));
        assertEquals(Optional.of("alpha"), log.lastHost(50 * MILLI));
        assertEquals(Optional.of("bravo"), log.lastHost(100 * MILLI));
    }

    @Test
    void itsOwnLateTicksAndTheStallsOfTheMachineAreTold() {
        assertEquals(0, failover().lateTicks(0, 100 * MILLI));
        assertEquals(1, ProbeLog.parse(List.of("sent 0 0", "sent 1 7600000", "sent 2 10000000")).lateTicks(0, 100 * MILLI));
        assertEquals(7 * MILLI, failover().longestStallNanos(0, 100 * MILLI));
        assertEquals(0, failover().longestStallNanos(41 * MILLI, 100 * MILLI));
    }
}
