package dev.vigil.simulator.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A share of every small world in every build; the long run is {@code ./sim --explore}. */
class ExplorerTest {
    private static final int STATES = 30_000;

    @TestFactory
    Stream<DynamicTest> noHistoryBreaksAPromise() {
        return Limits.WORLDS.stream().map(world -> DynamicTest.dynamicTest(world.name(), () -> {
            Exploration exploration = Explorer.explore(world.withStates(STATES));
            assertEquals(Optional.empty(), exploration.found(), exploration.line(world.name()));
            assertTrue(exploration.livenessRuns() > 20, "liveness was hardly tried");
        }));
    }

    @Test
    void theSameWorldIsExploredInTheSameOrder() {
        Limits world = Limits.WORLDS.getLast().withStates(5_000);
        assertEquals(Explorer.explore(world), Explorer.explore(world));
    }

    @Test
    void aStoryIsToldAsItHappened() {
        Happening take = new Happening(Happening.Kind.TAKE, 0, 0);
        State founded = Beginnings.all(Limits.WORLDS.getFirst()).getFirst();
        State taking = Course.after(founded, take);
        assertEquals("alpha: take", Story.line(founded, take, taking));
        Happening heard = new Happening(Happening.Kind.DELIVER, 2, 0);
        assertEquals("witness hears alpha's ask for epoch 1", Story.line(taking, heard, Course.after(taking, heard)));
    }
}
