package dev.vigil.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

/** How what is sent grows with the number of nodes: what a change makes worse than that would be seen here first. */
class GrowthTest {
    private static final int INTERVALS_A_SECOND = 40;
    private static final int PATHS_OF_A_PAIR = 2;

    @Test
    void heartbeatsGrowWithThePeersAndNothingElseIsSentInPeace() {
        for (int size : new int[]{2, 5}) {
            Growth.Row row = Growth.of(size);
            assertEquals(Optional.empty(), row.broken());
            assertEquals((size - 1) * PATHS_OF_A_PAIR * INTERVALS_A_SECOND, row.heartbeats(), row.line());
            assertEquals(0, row.notesInPeace(), row.line());
            assertTrue(row.recovered().isPositive(), row.line());
        }
    }

    @Test
    void aFailureIsToldToEachPeerOnceOrTwice() {
        Growth.Row row = Growth.of(5);
        assertTrue(row.notesAtFailure() > 0 && row.notesAtFailure() <= 2 * 5, row.line());
    }
}
