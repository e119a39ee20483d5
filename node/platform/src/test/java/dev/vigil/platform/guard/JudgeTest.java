package dev.vigil.platform.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.platform.guard.Report.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a guard acts, by times of the test; milliseconds here. */
class JudgeTest {
    private static final Charge CHARGE = new Charge(List.of(), List.of("c/alpha/web"), List.of());
    private final Judge judge = new Judge();

    JudgeTest() {
        judge.take(CHARGE);
    }

    private void feed(long now, long killAt, long mercy) {
        judge.fed(new Order.Feed(1, nanos(killAt), nanos(killAt + 50), nanos(mercy)), nanos(now));
    }

    private Optional<Reason> look(long now) {
        Optional<Reason> reason = judge.look(nanos(now), false);
        judge.rest(nanos(now));
        return reason;
    }

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }

    @Test
    void aFedNodeIsLeftAlone() {
        for (long now = 1000; now < 2000; now += 50) {
            feed(now, now + 450, 500);
            assertEquals(Optional.empty(), look(now));
        }
    }

    @Test
    void aSilentNodeIsEndedAtItsTimeAndOnce() {
        feed(1000, 1450, 500);
        for (long now = 1000; now < 1450; now += 50) {
            assertEquals(Optional.empty(), look(now));
        }
        assertEquals(Optional.of(Reason.NODE_SILENT), look(1450));
        assertEquals(Optional.empty(), look(1500));
    }

    @Test
    void whoSpeaksAgainIsGuardedAgain() {
        feed(1000, 1010, 500);
        look(1000);
        assertEquals(Optional.of(Reason.NODE_SILENT), look(1010));
        feed(1020, 1060, 500);
        assertEquals(Optional.empty(), look(1020));
        assertEquals(Optional.of(Reason.NODE_SILENT), look(1060));
    }

    @Test
    void anEndedNodeIsEndedAtOnce() {
        feed(1000, 1450, 500);
        assertEquals(Optional.of(Reason.NODE_ENDED), judge.look(nanos(1001), true));
    }

    @Test
    void whatHoldsNothingIsNotEnded() {
        judge.take(Charge.NOTHING);
        feed(1000, 1010, 500);
        look(1000);
        assertEquals(Optional.empty(), look(1100));
        assertEquals(Optional.empty(), judge.look(nanos(1101), true));
    }

    /** The whole machine stood still: a node that runs again has to be heard before it is judged, but not for ever. */
    @Test
    void aGuardThatStoodStillItselfShowsMercyOnce() {
        feed(1000, 1450, 500);
        look(1000);
        assertEquals(Optional.empty(), look(5000));
        look(5050);
        feed(5060, 5510, 500);
        assertEquals(Optional.empty(), look(5100));
        for (long now = 5150; now < 5500; now += 50) {
            assertEquals(Optional.empty(), look(now));
        }
        assertEquals(Optional.of(Reason.NODE_SILENT), look(5512));
    }

    @Test
    void withoutMercyATimeIsATime() {
        feed(1000, 1450, 0);
        look(1000);
        assertEquals(Optional.of(Reason.NODE_SILENT), look(5000));
    }

    /** What was just being started when the time came may be seen only by a later look. */
    @Test
    void withoutMercyItActsUntilThereIsANewTime() {
        feed(1000, 1450, 0);
        look(1000);
        assertEquals(Optional.of(Reason.NODE_SILENT), look(1450));
        assertFalse(judge.isAgain());
        assertEquals(Optional.of(Reason.NODE_SILENT), look(1500));
        assertTrue(judge.isAgain());
        feed(1540, 2000, 0);
        assertEquals(Optional.empty(), look(1550));
    }

    /** What waited in the pipe while the machine stood still proves nothing about now. */
    @Test
    void aFeedFromBeforeTheStandstillBringsNoTime() {
        feed(1000, 1450, 0);
        look(1000);
        feed(5000, 1500, 0);
        assertEquals(Optional.of(Reason.NODE_SILENT), look(5000));
    }
}
