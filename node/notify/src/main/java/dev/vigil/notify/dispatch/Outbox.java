package dev.vigil.notify.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.notify.notice.Batch;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Phase;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.Delivery;
import dev.vigil.notify.receiver.Self;

/**
 * What waits for one receiver, and the thread that delivers it. A receiver that hangs, refuses or floods keeps nobody waiting but this
 * thread. What is too much is dropped, the oldest first, and counted.
 */
final class Outbox {
    static final int MOST_WAITING = 1_000;
    /** A storm is told in one message when it is over, but not later than after so many times the usual wait. */
    private static final int LONGEST_GATHERING = 4;
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** What an outbox tells of: notices that its receiver took. On the outbox's thread. */
    interface Listener {
        void taken(String receiver, List<Notice> notices);
    }

    private final Wanted wanted;
    private final Self self;
    private final Totals totals;
    private final Tempo tempo;
    private final Listener listener;
    private final Channel channel;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** All below is guarded by the lock. */
    private final List<Notice> waiting = new ArrayList<>();
    private final Map<String, Instant> told = new TreeMap<>();
    private final Allowance allowance;
    private int inDelivery;
    private long firstNanos;
    private long lastNanos;
    private long notBeforeNanos;
    private long deliveryBegan;
    private int failures;
    private long sent;
    private long dropped;
    private long untoldDrops;
    private String answer = "";
    private Optional<Instant> failingSince = Optional.empty();
    private boolean isClosing;

    Outbox(Wanted wanted, Self self, Totals totals, Tempo tempo, Listener listener) {
        this.wanted = wanted;
        this.self = self;
        this.totals = totals;
        this.tempo = tempo;
        this.listener = listener;
        this.channel = wanted.kind().open(wanted.settings(), self);
        this.notBeforeNanos = System.nanoTime();
        this.allowance = new Allowance(wanted.selection().pace().mostPerHour(), notBeforeNanos);
        this.thread = Thread.ofPlatform().name("vigil-notify-" + wanted.name()).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    Wanted wanted() {
        return wanted;
    }

    /** Any thread; returns at once. A notice that the receiver does not want is left out. */
    void offer(Notice notice) {
        if (!wanted.selection().takes(notice)) {
            return;
        }
        lock.lock();
        try {
            long now = System.nanoTime();
            if (waiting.size() == inDelivery) {
                firstNanos = now;
            }
            lastNanos = now;
            if (waiting.size() >= MOST_WAITING && inDelivery < waiting.size()) {
                waiting.remove(inDelivery);
                drop(1);
            }
            waiting.add(notice);
            if (notice.what().phase() == Phase.RESOLVED) {
                told.remove(notice.what().key());
            } else if (notice.what().phase() != Phase.HAPPENED) {
                told.put(notice.what().key(), Instant.now());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells again of alarms that stand for so long; {@code standing} are all of them that this node tells of. */
    void remind(List<Notice> standing, Instant now) {
        Duration repeat = wanted.selection().repeat();
        if (repeat.isZero()) {
            return;
        }
        List<Notice> due = new ArrayList<>();
        lock.lock();
        try {
            told.keySet().retainAll(standing.stream().map(notice -> notice.what().key()).toList());
            for (Notice notice : standing) {
                Instant last = told.putIfAbsent(notice.what().key(), now);
                if (last != null && !last.plus(repeat).isAfter(now)) {
                    due.add(notice);
                }
            }
        } finally {
            lock.unlock();
        }
        due.forEach(this::offer);
    }

    /** Ends a delivery that has taken too long. */
    void watch() {
        lock.lock();
        try {
            if (inDelivery > 0 && System.nanoTime() - deliveryBegan > tempo.longestDelivery().toNanos()) {
                channel.abort();
            }
        } finally {
            lock.unlock();
        }
    }

    List<Notice> waiting() {
        lock.lock();
        try {
            return List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
    }

    Figures figures() {
        lock.lock();
        try {
            return new Figures(wanted.name(), wanted.kind().word(), waiting.size(), sent, dropped, answer, failingSince);
        } finally {
            lock.unlock();
        }
    }

    /** What waits has one try more, within {@code grace}; what is left then is in {@link #waiting}. */
    void close(Duration grace) {
        lock.lock();
        try {
            isClosing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (!thread.join(grace)) {
                channel.abort();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            channel.abort();
        }
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                Optional<Batch> batch = next();
                batch.ifPresent(this::deliver);
                goesOn = batch.isPresent() && !isClosing();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                goesOn = false;
            } catch (RuntimeException e) {
                // A defect of one way of telling must not end the others, nor this one.
                LOG.error("notification-defect receiver={}", wanted.name(), e);
                ended(0, new Delivery.Failed(0, "a defect of this node: " + e));
            }
        }
        channel.close();
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return isClosing;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next batch; empty when the outbox closes and nothing waits. */
    private Optional<Batch> next() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                expire();
                if (isClosing && waiting.isEmpty()) {
                    return Optional.empty();
                }
                long pause = waiting.isEmpty() ? TimeUnit.MINUTES.toNanos(1) : pauseNanos(System.nanoTime());
                if (isClosing || pause <= 0) {
                    allowance.spend();
                    inDelivery = Math.min(waiting.size(), wanted.selection().pace().most());
                    deliveryBegan = System.nanoTime();
                    return Optional.of(new Batch(waiting.subList(0, inDelivery), untoldDrops, self.origin()));
                }
                changed.awaitNanos(pause);
            }
        } finally {
            lock.unlock();
        }
    }

    private long pauseNanos(long now) {
        long gather = wanted.selection().pace().gather().toNanos();
        boolean isFull = waiting.size() >= wanted.selection().pace().most();
        long gathered = isFull ? now : Math.min(lastNanos + gather, firstNanos + LONGEST_GATHERING * gather);
        return Math.max(Math.max(gathered - now, notBeforeNanos - now), allowance.waitNanos(now));
    }

    private void expire() {
        Instant oldest = Instant.now().minus(tempo.oldest());
        int before = waiting.size();
        waiting.removeIf(notice -> notice.time().isBefore(oldest));
        drop(before - waiting.size());
    }

    private void drop(int notices) {
        dropped += notices;
        untoldDrops += notices;
        totals.addDropped(notices);
    }

    private void deliver(Batch batch) {
        Delivery delivery = channel.deliver(batch);
        int taken = switch (delivery) {
            case Delivery.Accepted accepted -> batch.notices().size();
            case Delivery.Failed failed -> failed.accepted();
        };
        ended(taken, delivery);
        if (taken > 0) {
            listener.taken(wanted.name(), batch.notices().subList(0, taken));
        }
    }

    private void ended(int taken, Delivery delivery) {
        lock.lock();
        try {
            waiting.subList(0, taken).clear();
            inDelivery = 0;
            firstNanos = System.nanoTime();
            sent += taken;
            totals.addSent(taken);
            answer = delivery.answer();
            if (delivery instanceof Delivery.Accepted) {
                untoldDrops = 0;
                failures = 0;
                failingSince = Optional.empty();
                return;
            }
            failures++;
            totals.addFailed();
            failingSince = failingSince.or(() -> Optional.of(Instant.now()));
            notBeforeNanos = System.nanoTime() + tempo.pauseAfter(failures).toNanos();
            LOG.warn("notification-failed receiver={} waiting={} failures={} answer=\"{}\"", wanted.name(), waiting.size(),
                    failures, answer);
        } finally {
            lock.unlock();
        }
    }
}
