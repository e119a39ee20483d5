package dev.vigil.server.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import dev.vigil.recovery.Event;

/** Where events come in while the node is still being put together: what comes before anybody hears it waits. Any thread. */
final class Inlet implements Consumer<Event> {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Event> early = new ArrayList<>();
    private volatile Optional<Consumer<Event>> hearer = Optional.empty();

    @Override
    public void accept(Event event) {
        Optional<Consumer<Event>> known = hearer;
        if (known.isPresent()) {
            known.get().accept(event);
            return;
        }
        lock.lock();
        try {
            hearer.ifPresentOrElse(late -> late.accept(event), () -> early.add(event));
        } finally {
            lock.unlock();
        }
    }

    /** What has come so far, and from now on everything, is heard by this. */
    void open(Consumer<Event> by) {
        lock.lock();
        try {
            early.forEach(by);
            early.clear();
            hearer = Optional.of(by);
        } finally {
            lock.unlock();
        }
    }
}
