package dev.vigil.server.kithost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vigil.kit.ActionCall.Caution;
import dev.vigil.lcd.model.Timing;
import dev.vigil.recovery.Cause;

import org.junit.jupiter.api.Test;

class CautionsTest {
    @Test
    void peopleWaitClientsDoNot() {
        assertEquals(Caution.FULL, Cautions.of(Cause.OPERATOR, Timing.FAST));
        assertEquals(Caution.BRIEF, Cautions.of(Cause.NODE_FAILURE, Timing.DEFAULT));
        assertEquals(Caution.NONE, Cautions.of(Cause.NODE_FAILURE, Timing.FAST));
        assertEquals(Caution.NONE, Cautions.of(Cause.SWITCHOVER, Timing.DEFAULT));
    }
}
