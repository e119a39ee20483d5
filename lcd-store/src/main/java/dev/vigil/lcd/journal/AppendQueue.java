package dev.vigil.lcd.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** What waits to be stored, in order. Any thread adds, one thread takes. The lock is only ever held to move references. */
final class AppendQueue {
    /** A group is written and forced at once: longer ones would make the first wait for the last. */
    private static final int GROUP_BYTES = 1024 * 1024;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Waiting(byte[] payload, CompletableFuture<AppendOutcome> answer) {}

    /** What is stored with one force. */
    record Group(List<Waiting> waiting) {
        boolean isEmpty() {
            return waiting.isEmpty();
        }

        List<byte[]> payloads() {
            return waiting.stream().map(Waiting::payload).toList();
        }

        void completeFrom(long firstIndex) {
            for (int i = 0; i < waiting.size(); i++) {
                waiting.get(i).answer().complete(new AppendOutcome.Stored(firstIndex + i));
            }
        }

        void completeAll(AppendOutcome outcome) {
            waiting.forEach(each -> each.answer().complete(outcome));
        }
    }

    private final int maxRecordBytes;
    private final int maxQueuedBytes;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private long queuedBytes;
    private boolean isClosed;

    AppendQueue(int maxRecordBytes, int maxQueuedBytes) {
        this.maxRecordBytes = maxRecordBytes;
        this.maxQueuedBytes = maxQueuedBytes;
    }

    CompletableFuture<AppendOutcome> add(byte[] payload, Thread taker) {
        if (payload.length > maxRecordBytes) {
            return refused("a record of " + payload.length + " bytes is above the limit of " + maxRecordBytes);
        }
        Waiting waiting = new Waiting(payload, new CompletableFuture<>());
        boolean wasEmpty;
        synchronized (this) {
            if (isClosed) {
                return refused("the journal is closed");
            }
            if (queuedBytes + RecordFormat.size(payload.length) > maxQueuedBytes) {
                return refused(queuedBytes + " bytes are waiting already, the limit is " + maxQueuedBytes);
            }
            wasEmpty = queue.isEmpty();
            queue.add(waiting);
            queuedBytes += RecordFormat.size(payload.length);
        }
        if (wasEmpty) {
            LockSupport.unpark(taker);
        }
        return waiting.answer();
    }

    /** The next group; empty when nothing waits. */
    synchronized Group take() {
        return take(GROUP_BYTES);
    }

    synchronized Group takeAll() {
        return take(Long.MAX_VALUE);
    }

    private Group take(long mostBytes) {
        List<Waiting> group = new ArrayList<>();
        long bytes = 0;
        while (!queue.isEmpty()) {
            int size = RecordFormat.size(queue.getFirst().payload().length);
            if (!group.isEmpty() && bytes + size > mostBytes) {
                break;
            }
            bytes += size;
            group.add(queue.removeFirst());
        }
        queuedBytes -= bytes;
        return new Group(group);
    }

    /** Closed, and everything added before was taken. */
    synchronized boolean isFinished() {
        return isClosed && queue.isEmpty();
    }

    void close(Thread taker) {
        synchronized (this) {
            isClosed = true;
        }
        LockSupport.unpark(taker);
    }

    private static CompletableFuture<AppendOutcome> refused(String reason) {
        return CompletableFuture.completedFuture(new AppendOutcome.Refused(reason));
    }
}
