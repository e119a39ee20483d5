package dev.vigil.server.wiring;

import java.util.function.Consumer;

import dev.vigil.platform.Halt;
import dev.vigil.platform.SystemFault;
import dev.vigil.recovery.Event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the machine by the way that the settings of the node allow. The controller's thread calls, and never waits. */
final class MachineEnd {
    private static final Logger LOG = LoggerFactory.getLogger(MachineEnd.class);
    private final Halt halt;
    private final Halt.Method method;
    private final Consumer<Event> events;

    MachineEnd(Halt halt, Halt.Method method, Consumer<Event> events) {
        this.halt = halt;
        this.method = method;
        this.events = events;
    }

    void end(String why) {
        LOG.error("halt method={} why=\"{}\"", method.word(), why);
        Thread.ofPlatform().name("vigil-halt").daemon().start(() -> {
            SystemFault fault = halt.now(method);
            LOG.error("the machine was not ended: {}", fault);
            events.accept(new Event.HaltFailed(fault.toString()));
        });
    }
}
