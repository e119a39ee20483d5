package dev.vigil.server.kithost;

import java.time.Duration;
import java.util.function.Consumer;

import dev.vigil.kit.KitContext;
import dev.vigil.kit.KitRefusal;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Tag;
import dev.vigil.recovery.Event;

/** What one open agent sees of the node. */
final class AgentContext implements KitContext {
    private final Tag tag;
    private final Facilities facilities;
    private final Consumer<Event> events;
    private final LastOutputs outputs;
    private final Duration betweenSignals;
    private boolean isOpen = true;
    private boolean hasSignalled;
    private long lastSignalNanos;

    AgentContext(Tag tag, Facilities facilities, Consumer<Event> events, LastOutputs outputs, Duration betweenSignals) {
        this.tag = tag;
        this.facilities = facilities;
        this.events = events;
        this.outputs = outputs;
        this.betweenSignals = betweenSignals;
    }

    @Override
    public void signalFailure(String detail) {
        if (isDue()) {
            events.accept(new Event.KitSignalled(tag, detail));
        }
    }

    private synchronized boolean isDue() {
        long now = System.nanoTime();
        boolean isTooSoon = hasSignalled && now - lastSignalNanos < betweenSignals.toNanos();
        if (!isOpen || isTooSoon) {
            return false;
        }
        hasSignalled = true;
        lastSignalNanos = now;
        return true;
    }

    /** From now on signals of this agent are dropped: it no longer speaks for the resource. */
    synchronized void close() {
        isOpen = false;
    }

    @Override
    public void wrote(Action action, String text) {
        outputs.wrote(tag, action, text);
    }

    @Override
    public <P> P facility(Class<P> type) throws KitRefusal {
        return facilities.find(type)
                .orElseThrow(() -> new KitRefusal("this node has no " + type.getSimpleName() + " to lend to a recovery kit"));
    }
}
