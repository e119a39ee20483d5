package dev.vigil.kit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;

import dev.vigil.kit.KitTraits;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Outcome;

import org.junit.jupiter.api.Test;

/** What a kit that calls itself killable keeps to besides: its actions end at their limit without the node's help. */
public abstract class KillableKitContract extends KitContract {
    private static final Duration SHORT = Duration.ofMillis(500);

    /** Properties with which every action hangs, with processes that do not end when they are asked to. */
    protected abstract SortedMap<String, String> hangingProperties() throws Exception;

    /** How many processes of the hanging actions are still there. */
    protected abstract long processesLeft() throws Exception;

    @Test
    void saysThatItIsKillable() {
        assertEquals(KitTraits.Ending.KILLABLE, bench.kit().traits().ending());
    }

    @Test
    void aHangIsUnknownAtTheLimitAndNothingIsLeft() throws Exception {
        for (Action action : new Action[]{Action.RESTORE, Action.REMOVE, Action.QUICK_CHECK}) {
            ResourceAgent agent = open(hangingProperties());
            long began = System.nanoTime();
            Outcome outcome = begin(agent, action, SHORT)
                    .get(SHORT.toMillis() + ResourceAgent.TERMINATE_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            assertInstanceOf(Outcome.Unknown.class, outcome, action.toString());
            assertTrue(System.nanoTime() - began >= SHORT.toNanos(), "the limit was not waited for");
            assertEquals(0, processesLeft());
        }
    }
}
