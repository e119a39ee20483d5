package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressHistoryTest {
    private final AddressHistory history = new AddressHistory();

    @Test
    void aRenewedLifetimeIsNoMove() {
        history.note("alpha", 10, AddressHistory.Change.COME);
        history.note("alpha", 20, AddressHistory.Change.COME);
        assertEquals(1, history.moves(0, 100));
        assertEquals(0, history.moves(10, 100));
        assertEquals(0, history.returns(10, 100));
    }

    @Test
    void thereAndBackAreTwoMoves() {
        history.note("alpha", 10, AddressHistory.Change.COME);
        history.note("alpha", 20, AddressHistory.Change.GONE);
        history.note("bravo", 21, AddressHistory.Change.COME);
        history.note("bravo", 30, AddressHistory.Change.GONE);
        history.note("alpha", 31, AddressHistory.Change.COME);
        assertEquals(2, history.moves(15, 100));
        assertEquals(0, history.returns(15, 100));
        assertEquals(0, history.dualActiveNanos(0, 100));
        assertEquals(List.of("bravo"), history.holders(25));
    }

    @Test
    void itsStoryTellsWhereItWasAndWhen() {
        history.note("alpha", 1_000_000_000, AddressHistory.Change.COME);
        history.note("alpha", 1_500_000_000, AddressHistory.Change.COME);
        history.note("alpha", 2_000_000_000, AddressHistory.Change.GONE);
        history.note("bravo", 2_250_000_000L, AddressHistory.Change.COME);
        assertEquals("0.000 at alpha, 1.000 left alpha, 1.250 at bravo", history.story());
    }

    @Test
    void awayAndBackOnTheSameHostIsNoMove() {
        history.note("alpha", 10, AddressHistory.Change.COME);
        history.note("alpha", 20, AddressHistory.Change.GONE);
        history.note("alpha", 31, AddressHistory.Change.COME);
        assertEquals(0, history.moves(15, 100));
        assertEquals(1, history.returns(15, 100));
        assertEquals(0, history.returns(31, 100));
    }

    @Test
    void twoHoldersAtOnceAreCountedWithinTheWindowOnly() {
        history.note("alpha", 10, AddressHistory.Change.COME);
        history.note("bravo", 20, AddressHistory.Change.COME);
        assertEquals(List.of("alpha", "bravo"), history.holders(50));
        history.note("alpha", 60, AddressHistory.Change.GONE);
        assertEquals(40, history.dualActiveNanos(0, 100));
        assertEquals(10, history.dualActiveNanos(50, 100));
        assertEquals(15, history.dualActiveNanos(25, 40));
        assertEquals(0, history.dualActiveNanos(70, 100));
    }

    @Test
    void twoHoldersThatLastCountToTheEnd() {
        history.note("bravo", 20, AddressHistory.Change.COME);
        history.note("alpha", 10, AddressHistory.Change.COME);
        assertEquals(80, history.dualActiveNanos(0, 100));
    }
}
