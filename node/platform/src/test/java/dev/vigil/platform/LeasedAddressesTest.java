package dev.vigil.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.lcd.model.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of leased addresses, cranked by hand on a clock of the test. */
class LeasedAddressesTest {
    private static final AddressAssignment FIRST = FakeAddresses.floating(1);
    private static final AddressAssignment SECOND = FakeAddresses.floating(2);
    private static final Duration TURN = Duration.ofMillis(500);

    private final FakeAddresses addresses = new FakeAddresses();
    private final HandClock clock = new HandClock();
    private final List<String> said = new ArrayList<>();
    private final FakeGate kernel = new FakeGate();
    private final AddressGate gate = new AddressGate(kernel, clock);
    private final LeasedAddresses leased = new LeasedAddresses(addresses, gate, clock, LeaseTerms.usual(Duration.ofMillis(300)),
            new Recorder());

    private final class HandClock implements Clock {
        private Ticks now = Ticks.ZERO;

        @Override
        public Ticks now() {
            return now;
        }

        @Override
        public long machineNanos(Ticks moment) {
            return moment.nanos();
        }

        @Override
        public Instant wallTime() {
            return Instant.EPOCH;
        }
    }

    private final class Recorder implements LeaseListener {
        @Override
        public void stalled(Duration late, List<AddressAssignment> suspended) {
            said.add("stalled " + late.toMillis() + " " + suspended.size());
        }

        @Override
        public void lost(AddressAssignment assignment) {
            said.add("lost " + assignment);
        }

        @Override
        public void troubled(AddressAssignment assignment, AddressOutcome outcome) {
            said.add("troubled " + assignment);
        }

        @Override
        public void broken(RuntimeException mistake) {
            said.add("broken " + mistake);
        }
    }

    private void turnAfter(Duration delay) {
        clock.now = clock.now.plus(delay);
        leased.turn();
    }

    private void holdBoth() {
        assertInstanceOf(HoldOutcome.Held.class, leased.hold(FIRST));
        assertInstanceOf(HoldOutcome.Held.class, leased.hold(SECOND));
    }

    @Test
    void punctualTurnsRenewEverything() {
        holdBoth();
        turnAfter(TURN);
        turnAfter(TURN.plusMillis(300));
        assertEquals(4, addresses.renewals);
        assertEquals(List.of(), said);
    }

    @Test
    void lateTurnRemovesInsteadOfRenewing() {
        holdBoth();
        turnAfter(TURN.plusMillis(301));
        assertEquals(0, addresses.renewals);
        assertEquals(List.of(), addresses.present);
        assertEquals(List.of("stalled 301 2"), said);
        turnAfter(TURN);
        assertEquals(List.of(), addresses.present, "only resume may bring them back");
    }

    @Test
    void aNewToleranceCountsAtOnce() {
        holdBoth();
        leased.tolerate(() -> Duration.ofMillis(100));
        turnAfter(TURN.plusMillis(101));
        assertEquals(List.of("stalled 101 2"), said);
        leased.resume();
        leased.tolerate(() -> Duration.ofMillis(900));
        turnAfter(TURN.plusMillis(900));
        assertEquals(List.of("stalled 101 2"), said);
        assertEquals(2, addresses.renewals);
    }

    @Test
    void onlyResumeBringsThemBack() {
        holdBoth();
        turnAfter(Duration.ofSeconds(9));
        assertInstanceOf(HoldOutcome.Suspended.class, leased.hold(FakeAddresses.floating(3)));
        List<ResumedAddress> resumed = leased.resume();
        assertEquals(List.of(FIRST, SECOND), resumed.stream().map(ResumedAddress::assignment).toList());
        assertTrue(resumed.stream().allMatch(each -> each.outcome() instanceof AddressOutcome.Done));
        assertEquals(List.of(FIRST, SECOND), addresses.present);
        turnAfter(TURN);
        assertEquals(2, addresses.renewals);
    }

    @Test
    void permissionOlderThanTheDelayIsRefused() {
        holdBoth();
        leased.suspend();
        clock.now = clock.now.plus(Duration.ofSeconds(9));
        assertEquals(List.of(), leased.resume());
        assertEquals(List.of(), addresses.present);
        assertEquals(List.of("stalled 8500 2"), said);
    }

    @Test
    void callerThatNoticesTheDelayFirstAddsNothing() {
        assertInstanceOf(HoldOutcome.Held.class, leased.hold(FIRST));
        clock.now = clock.now.plus(Duration.ofSeconds(9));
        assertInstanceOf(HoldOutcome.Suspended.class, leased.hold(SECOND));
        assertEquals(List.of(), addresses.present);
        assertEquals(List.of("stalled 8500 1"), said);
    }

    @Test
    void delayInTheMiddleOfATurnStopsIt() {
        holdBoth();
        addresses.beforeRenewal = () -> clock.now = clock.now.plus(Duration.ofSeconds(1));
        turnAfter(TURN);
        assertEquals(1, addresses.renewals);
        assertEquals(List.of(), addresses.present);
        assertEquals(List.of("stalled 1000 2"), said);
        addresses.beforeRenewal = () -> {};
        turnAfter(TURN);
        assertEquals(List.of("stalled 1000 2"), said, "one delay is told once");
        assertEquals(2, leased.resume().size());
    }

    @Test
    void addressTakenAwayByAnotherIsReportedAndNotFoughtFor() {
        holdBoth();
        addresses.present.remove(FIRST);
        turnAfter(TURN);
        assertEquals(List.of("lost " + FIRST), said);
        assertEquals(List.of(SECOND), leased.held());
        turnAfter(TURN);
        assertEquals(List.of(SECOND), addresses.present);
    }

    @Test
    void releasedAddressDoesNotComeBackWithResume() {
        holdBoth();
        leased.suspend();
        assertInstanceOf(AddressOutcome.NotPresent.class, leased.release(FIRST));
        assertEquals(List.of(SECOND), leased.resume().stream().map(ResumedAddress::assignment).toList());
        assertInstanceOf(AddressOutcome.Done.class, leased.release(SECOND));
        assertEquals(List.of(), leased.held());
        assertEquals(List.of(), addresses.present);
    }

    @Test
    void whatCannotBeAddedAgainIsLost() {
        holdBoth();
        leased.suspend();
        assertTrue(leased.isSuspended());
        assertEquals(1, leased.suspensions());
        addresses.isRefusing = true;
        leased.resume();
        assertFalse(leased.isSuspended());
        assertEquals(List.of(), leased.held());
        assertEquals(List.of("lost " + FIRST, "lost " + SECOND), said);
    }

    @Test
    void refusedRemovalIsTriedAgain() {
        assertInstanceOf(HoldOutcome.Held.class, leased.hold(FIRST));
        addresses.isRefusing = true;
        leased.suspend();
        assertEquals(List.of(FIRST), addresses.present);
        assertEquals(List.of("troubled " + FIRST), said);
        addresses.isRefusing = false;
        turnAfter(TURN);
        assertEquals(List.of(), addresses.present);
        assertEquals(0, addresses.renewals);
    }

    @Test
    void holdingTwiceIsHoldingOnce() {
        assertInstanceOf(HoldOutcome.Held.class, leased.hold(FIRST));
        assertInstanceOf(HoldOutcome.Held.class, leased.hold(FIRST));
        assertEquals(List.of(FIRST), leased.held());
    }

    @Test
    void addressOfSomebodyElseIsNotHeld() {
        addresses.present.add(FIRST);
        var refused = assertInstanceOf(HoldOutcome.Refused.class, leased.hold(FIRST));
        assertInstanceOf(AddressOutcome.AlreadyPresent.class, refused.outcome());
        assertEquals(List.of(), leased.held());
    }

    @Test
    void idleProcessThatStoodStillHoldsNothingBeforeItIsToldTo() {
        turnAfter(Duration.ofSeconds(9));
        assertEquals(List.of("stalled 8500 0"), said);
        assertInstanceOf(HoldOutcome.Suspended.class, leased.hold(FIRST));
        assertEquals(List.of(), leased.resume());
        assertInstanceOf(HoldOutcome.Held.class, leased.hold(FIRST));
    }
}
