package dev.vigil.notify.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import dev.vigil.notify.notice.Batch;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.Delivery;
import dev.vigil.notify.receiver.Self;

/**
 * All receivers, each with its outbox. {@link #configure}, {@link #remind} and {@link #close} belong to one thread; everything else may be
 * called from any thread and returns at once.
 */
public final class Dispatcher {
    /** More are not served: each costs a thread while it exists. */
    public static final int MOST_RECEIVERS = 16;
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Self self;
    private final Tempo tempo;
    private final BiConsumer<String, List<Notice>> taken;
    private final ConcurrentMap<String, Totals> totals = new ConcurrentSkipListMap<>();
    private volatile SortedMap<String, Outbox> outboxes = new TreeMap<>();

    /** {@code taken} hears which notices a receiver took, on the thread of its outbox. */
    public Dispatcher(Self self, Tempo tempo, BiConsumer<String, List<Notice>> taken) {
        this.self = self;
        this.tempo = tempo;
        this.taken = taken;
    }

    /** Serves these from now on. What waits for a receiver whose row changed goes to its successor. */
    public void configure(Collection<Wanted> receivers) {
        SortedMap<String, Outbox> next = new TreeMap<>();
        List<Outbox> gone = new ArrayList<>(outboxes.values());
        receivers.stream().limit(MOST_RECEIVERS).forEach(wanted -> {
            Outbox old = outboxes.get(wanted.name());
            if (old != null && old.wanted().row().equals(wanted.row())) {
                next.put(wanted.name(), old);
                gone.remove(old);
            } else {
                Outbox made = new Outbox(wanted, self, totals(wanted.kind().word()), tempo, taken::accept);
                if (old != null) {
                    old.waiting().forEach(made::offer);
                }
                made.start();
                next.put(wanted.name(), made);
            }
        });
        outboxes = Collections.unmodifiableSortedMap(next);
        gone.forEach(outbox -> Thread.ofVirtual().start(() -> outbox.close(Duration.ZERO)));
    }

    public void tell(Notice notice) {
        outboxes.values().forEach(outbox -> outbox.offer(notice));
    }

    /** To one receiver alone; nothing happens when it exists no more. */
    public void tell(String receiver, Notice notice) {
        Optional.ofNullable(outboxes.get(receiver)).ifPresent(outbox -> outbox.offer(notice));
    }

    public List<String> receivers() {
        return List.copyOf(outboxes.keySet());
    }

    public void remind(List<Notice> standing, Instant now) {
        outboxes.values().forEach(outbox -> outbox.remind(standing, now));
    }

    /** To be called each second: ends deliveries that hang. */
    public void watch() {
        outboxes.values().forEach(Outbox::watch);
    }

    /** What waits, by receiver. */
    public SortedMap<String, List<Notice>> waiting() {
        SortedMap<String, List<Notice>> all = new TreeMap<>();
        outboxes.forEach((name, outbox) -> all.put(name, outbox.waiting()));
        return all;
    }

    public List<Figures> figures() {
        return outboxes.values().stream().map(Outbox::figures).toList();
    }

    /** By kind, of those kinds that had a receiver since the start. */
    public Map<String, Totals> totals() {
        return Map.copyOf(totals);
    }

    private Totals totals(String kind) {
        return totals.computeIfAbsent(kind, made -> new Totals());
    }

    /** Tells one receiver of one notice, now, beside everything that waits for it. */
    public CompletionStage<Delivery> test(Wanted wanted, Notice notice) {
        CompletableFuture<Delivery> result = new CompletableFuture<>();
        Channel channel = wanted.kind().open(wanted.settings(), self);
        Thread.ofPlatform().name("vigil-notify-test").daemon().start(() -> {
            try (channel) {
                result.complete(channel.deliver(new Batch(List.of(notice), 0, self.origin())));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.orTimeout(tempo.longestDelivery().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((delivery, late) -> channel.abort()).exceptionally(late -> new Delivery.Failed(0,
                        "no answer within " + tempo.longestDelivery().toSeconds() + " s"));
    }

    /** What waits has one more try, all receivers at the same time; the rest is what {@link #waiting} then says. */
    public void close() {
        List<Thread> closing = outboxes.values().stream()
                .map(outbox -> Thread.ofPlatform().daemon().start(() -> outbox.close(GRACE))).toList();
        for (Thread thread : closing) {
            try {
                thread.join(GRACE.multipliedBy(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
