package dev.vigil.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.junit.jupiter.api.Test;

import dev.vigil.platform.Halt;
import dev.vigil.platform.SystemFault;
import dev.vigil.recovery.Event;

final class MachineEndTest {
    @Test
    void aMachineThatGoesOnIsToldToTheController() throws Exception {
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        new MachineEnd(method -> new SystemFault("halt", 0, method.word(), "refused"), Halt.Method.REBOOT, events::add)
                .end("web");
        assertEquals(new Event.HaltFailed("halt: reboot (0), refused"), events.take());
    }
}
