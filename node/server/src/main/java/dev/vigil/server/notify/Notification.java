package dev.vigil.server.notify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.admin.NotificationPort;
import dev.vigil.comm.OutgoingMessage;
import dev.vigil.comm.trust.ClusterSecrets;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ReceiverRow;
import dev.vigil.notify.dispatch.Dispatcher;
import dev.vigil.notify.dispatch.Figures;
import dev.vigil.notify.dispatch.Tempo;
import dev.vigil.notify.dispatch.Totals;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.receiver.Self;

/**
 * Tells people of what happens. The work is done on one thread of its own and one for each receiver, which exist only while there are
 * receivers: whoever calls waits for nothing, the controller least of all.
 */
public final class Notification implements AutoCloseable {
    private static final int MOST_HAPPENINGS = 10_000;
    private static final Duration END = Duration.ofSeconds(10);
    private static final long TURN_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Notification.class);

    private final Self self;
    private final Supplier<Sight> sight;
    private final ReceiverRows rows;
    private final Dispatcher dispatcher;
    private final ToldExchange exchange;
    private final Path spool;
    private final NotificationPort port;
    private final BlockingQueue<Happening> happenings = new ArrayBlockingQueue<>(MOST_HAPPENINGS);
    private final AtomicLong missed = new AtomicLong();
    private volatile List<ReceiverRow> configured = List.of();
    private volatile boolean isEnding;
    private volatile @Nullable Thread thread;

    /** What the thread hears of. */
    sealed interface Happening {
        record Noted(HistoryEntry entry) implements Happening {}

        record Taken(String receiver, List<Notice> notices) implements Happening {}

        record PeerTold(ToldExchange.Told told) implements Happening {}

        /** The receivers are others. */
        record Configured() implements Happening {}
    }

    /**
     * {@code tell} sends a message to a peer and may lose it; {@code spool} is the file in which notices outlive the process. Nothing is done
     * before {@link #configured}.
     */
    public Notification(Self self, Supplier<Sight> sight, ClusterSecrets secrets,
            BiConsumer<NodeId, OutgoingMessage> tell, Path spool) {
        this.self = self;
        this.sight = sight;
        this.rows = new ReceiverRows(secrets);
        this.dispatcher = new Dispatcher(self, Tempo.USUAL, (receiver, notices) -> offer(new Happening.Taken(receiver, notices)));
        this.exchange = new ToldExchange(tell);
        this.spool = spool;
        this.port = new ReceiverPort(self, () -> sight.get().lcd(), rows, dispatcher);
    }

    public NotificationPort port() {
        return port;
    }

    /** The configuration is this one now. Any one thread; returns at once. */
    public void configured(Config config) {
        List<ReceiverRow> next = config.receivers();
        if (next.equals(configured)) {
            return;
        }
        configured = next;
        if (thread == null) {
            Thread made = Thread.ofPlatform().name("vigil-notify").daemon().unstarted(this::run);
            thread = made;
            made.start();
        }
        offer(new Happening.Configured());
    }

    /** A note of this node. Any thread; returns at once. */
    public void happened(HistoryEntry entry) {
        if (!configured.isEmpty()) {
            offer(new Happening.Noted(entry));
        }
    }

    /** A message of a peer; false when it is about something else. {@link IllegalArgumentException} for one that cannot be read. */
    public boolean heard(List<Line> lines) {
        return ToldExchange.heard(lines, told -> {
            if (!configured.isEmpty()) {
                offer(new Happening.PeerTold(told));
            }
        });
    }

    public List<Figures> figures() {
        return dispatcher.figures();
    }

    /** By kind. */
    public Map<String, Totals> totals() {
        return dispatcher.totals();
    }

    /** What an operator must know of those who are to be told. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Figures one : dispatcher.figures()) {
            one.failingSince()
                    .ifPresent(since -> warnings.add("Receiver " + one.name() + " takes no notices since " + since + ", "
                            + one.waiting() + " wait: " + one.answer()));
            if (one.dropped() > 0) {
                warnings.add(
                        one.dropped() + " notices for receiver " + one.name() + " were given up since the start of this node.");
            }
        }
        if (missed.get() > 0) {
            warnings.add(missed.get() + " events came faster than people could be told of them.");
        }
        return warnings;
    }

    private void offer(Happening happening) {
        if (!happenings.offer(happening)) {
            missed.incrementAndGet();
        }
    }

    private void run() {
        List<ReceiverRow> served = configured;
        dispatcher.configure(rows.wanted(served));
        Memory memory = new Memory(spool);
        AlarmBook book = new AlarmBook(new NodeId(self.origin().node()));
        memory.restore(dispatcher, book);
        Telling telling = new Telling(self, sight, dispatcher, exchange, book);
        while (!isEnding) {
            try {
                Happening next = happenings.poll(TURN_MILLIS, TimeUnit.MILLISECONDS);
                for (; next != null; next = happenings.poll()) {
                    served = handle(next, telling, served);
                }
                telling.turn();
                memory.keep(dispatcher, book);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // The one loop that owns this thread: a defect here must not end telling for good.
                LOG.error("notification-defect", e);
            }
        }
        dispatcher.close();
        memory.keep(dispatcher, book);
    }

    private List<ReceiverRow> handle(Happening happening, Telling telling, List<ReceiverRow> served) {
        switch (happening) {
            case Happening.Noted noted -> telling.happened(noted);
            case Happening.Taken taken -> telling.taken(taken);
            case Happening.PeerTold peer -> telling.peerTold(peer.told());
            case Happening.Configured changed -> {
                List<ReceiverRow> next = configured;
                if (!next.equals(served)) {
                    dispatcher.configure(rows.wanted(next));
                }
                return next;
            }
        }
        return served;
    }

    /** What waits has one more try of a few seconds; the rest is kept for the next life. */
    @Override
    public void close() {
        isEnding = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
