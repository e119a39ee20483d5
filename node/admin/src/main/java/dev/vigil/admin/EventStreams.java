package dev.vigil.admin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.comm.trust.Role;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.protocol.admin.ClusterEvent;
import dev.vigil.protocol.admin.StreamRemark;
import dev.vigil.protocol.admin.WatchEventsRequest;

/**
 * Tells listeners of each event and each change of the status. Everything but {@link #told} runs on the one event loop of the
 * administration, so that a listener gets what happened exactly once and in order. A listener that does not read is cut.
 */
final class EventStreams {
    static final int MOST_LISTENERS = 50;
    static final int MOST_WAITING = 1_000;
    private static final long LOOK_MILLIS = 250;
    private static final long BEAT_MILLIS = 15_000;
    /** How it is admitted; it is carried out here. */
    static final AdminCall<WatchEventsRequest, ClusterEvent> CALL = AdminCall.of("WatchEvents", Optional.of(Role.GUEST),
            WatchEventsRequest.getDefaultInstance(), ClusterEvent.getDefaultInstance(),
            (caller, question) -> CompletableFuture.failedFuture(new IllegalStateException("a stream has no one answer")));

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private final NodeAdministration node;
    private final Context loop;
    private final StatusWatch status;
    private final List<Listener> listeners = new ArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Counter cut;

    EventStreams(NodeAdministration node, Vertx vertx, MeterRegistry meters) {
        this.node = node;
        this.loop = vertx.getOrCreateContext();
        this.status = new StatusWatch(node);
        this.cut = Counter.builder("vigil.event.listeners.cut")
                .description("Listeners of the event stream that were cut, since they did not read or may not any more")
                .register(meters);
        Gauge.builder("vigil.event.listeners", count, AtomicInteger::get).description("Listeners of the event stream")
                .register(meters);
        vertx.setPeriodic(LOOK_MILLIS, timer -> {
            if (!listeners.isEmpty()) {
                look();
            }
        });
        vertx.setPeriodic(BEAT_MILLIS, timer -> List.copyOf(listeners).forEach(Listener::beat));
    }

    /** An event was decided and, if the disk works, kept. Any thread. */
    void told(HistoryEntry entry) {
        if (count.get() > 0) {
            onLoop(() -> {
                ClusterEvent event = happened(entry);
                List.copyOf(listeners).forEach(listener -> listener.offer(EventId.of(entry), event));
            });
        }
    }

    /** Ends every stream. Any thread; before the loop ends. */
    void close() {
        onLoop(() -> List.copyOf(listeners).forEach(listener -> listener.cut("the node stops")));
    }

    private void onLoop(Runnable task) {
        try {
            loop.runOnContext(ignored -> task.run());
        } catch (RejectedExecutionException ended) {
            LOG.debug("the loop of the administration has ended, and its streams with it");
        }
    }

    /**
     * Begins a stream; what follows comes by itself. Throws {@link AdminRefusal} when there are too many, or {@code after} is no id.
     */
    void open(WatchEventsRequest question, EventOutlet outlet, BooleanSupplier isStillAllowed) {
        Optional<EventId> after = question.getAfter().isEmpty()
                ? Optional.empty()
                : Optional.of(Requests.checked(() -> EventId.parse(question.getAfter())));
        if (listeners.size() >= MOST_LISTENERS) {
            throw new AdminRefusal(AdminRefusal.Code.NOT_NOW, MOST_LISTENERS + " listeners watch the events already.",
                    "End one of them, or ask another node.");
        }
        look();
        Listener listener = new Listener(outlet, isStillAllowed);
        listeners.add(listener);
        count.set(listeners.size());
        outlet.watch(listener::drain, () -> remove(listener));
        listener.offer(ClusterEvent.newBuilder().setChanged(status.whole()).build());
        listener.resume(after);
    }

    private void remove(Listener listener) {
        listeners.remove(listener);
        count.set(listeners.size());
    }

    private void look() {
        status.look().map(change -> ClusterEvent.newBuilder().setChanged(change).build())
                .ifPresent(event -> List.copyOf(listeners).forEach(listener -> listener.offer(event)));
    }

    private static ClusterEvent happened(HistoryEntry entry) {
        return ClusterEvent.newBuilder().setId(EventId.of(entry).toString()).setHappened(HistoryAnswer.item(entry)).build();
    }

    private static ClusterEvent remark(String code, String sentence) {
        return ClusterEvent.newBuilder().setRemark(StreamRemark.newBuilder().setCode(code).setSentence(sentence)).build();
    }

    /** One stream: what memory holds of the past first, then what comes. */
    private final class Listener {
        private final EventOutlet outlet;
        private final BooleanSupplier isStillAllowed;
        private final ArrayDeque<HistoryEntry> past = new ArrayDeque<>();
        private final ArrayDeque<ClusterEvent> waiting = new ArrayDeque<>();
        private Optional<EventId> last = Optional.empty();
        private boolean isOver;

        Listener(EventOutlet outlet, BooleanSupplier isStillAllowed) {
            this.outlet = outlet;
            this.isStillAllowed = isStillAllowed;
        }

        /** Without a place to resume at, the stream begins with what comes. */
        void resume(Optional<EventId> after) {
            List<HistoryEntry> history = node.history();
            if (after.isPresent()) {
                history.stream().filter(entry -> EventId.of(entry).compareTo(after.get()) > 0).forEach(past::add);
                if (!past.isEmpty() && history.stream().noneMatch(entry -> EventId.of(entry).equals(after.get()))) {
                    outlet.write(remark("BEGINS_LATER", "Events between " + after.get() + " and "
                            + EventId.of(past.getFirst()) + " are no longer in memory; vigil history may have them."));
                }
            }
            // The newest of memory may still be on its way here.
            last = history.isEmpty() ? after : Optional.of(EventId.of(history.getLast()));
            drain();
        }

        void offer(EventId id, ClusterEvent event) {
            if (last.isEmpty() || id.compareTo(last.get()) > 0) {
                last = Optional.of(id);
                offer(event);
            }
        }

        void offer(ClusterEvent event) {
            if (waiting.size() >= MOST_WAITING) {
                cut("more than " + MOST_WAITING + " events wait for this reader");
                return;
            }
            waiting.add(event);
            drain();
        }

        void drain() {
            while (!isOver && !outlet.isFull() && !past.isEmpty()) {
                outlet.write(happened(past.removeFirst()));
            }
            while (!isOver && !outlet.isFull() && past.isEmpty() && !waiting.isEmpty()) {
                outlet.write(waiting.removeFirst());
            }
        }

        void beat() {
            if (!isStillAllowed.getAsBoolean()) {
                cut("the token or certificate is not valid any more");
            } else if (!outlet.isFull()) {
                outlet.beat();
            }
        }

        private void cut(String reason) {
            isOver = true;
            past.clear();
            waiting.clear();
            remove(this);
            cut.increment();
            outlet.end(remark("ENDS", "The stream ends: " + reason + ". Resume it after the last event that was read."));
        }
    }
}
