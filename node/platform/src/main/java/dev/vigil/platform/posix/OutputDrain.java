package dev.vigil.platform.posix;

import dev.vigil.platform.Output;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads the two output pipes of a program on one thread, so that the program never waits, until nobody is left who could write: that may
 * be a daemon, long after the program. Only the beginning and the end are kept.
 */
final class OutputDrain {
    private static final int CHUNK = 64 * 1024;
    private static final int POLL_BYTES = 8;
    private static final int REVENTS = 6;
    private static final int WAIT_FOREVER = -1;
    /** How long the words before an exit are collected while somebody else keeps on writing. */
    private static final Duration FLOOD_LIMIT = Duration.ofMillis(500);

    private final ReentrantLock lock = new ReentrantLock();
    private final Pipe[] pipes;
    private final KeptBytes[] kept;
    private final boolean[] isOpen = {true, true};
    private final ByteBuffer chunk = NativeBuffers.direct(CHUNK);
    private final byte[] bytes = new byte[CHUNK];

    OutputDrain(OutputPipes both, int keptBytes) {
        pipes = new Pipe[]{both.output(), both.errors()};
        kept = new KeptBytes[]{new KeptBytes(keptBytes), new KeptBytes(keptBytes)};
    }

    void start(String name) {
        Thread.ofPlatform().name(name).daemon().stackSize(128 * 1024).start(() -> {
            ByteBuffer waiting = NativeBuffers.direct(pipes.length * POLL_BYTES);
            while (isAnyOpen()) {
                if (poll(waiting, WAIT_FOREVER)) {
                    readReady(waiting);
                }
            }
        });
    }

    Output output() {
        return kept(0);
    }

    Output errors() {
        return kept(1);
    }

    /** Waits until all that was written before this call has been kept; with a limit, for somebody may be writing without an end. */
    void catchUp() {
        ByteBuffer asking = NativeBuffers.direct(pipes.length * POLL_BYTES);
        long end = System.nanoTime() + FLOOD_LIMIT.toNanos();
        boolean isBehind = true;
        while (isBehind && System.nanoTime() < end) {
            // Reading here as well keeps the order, since each piece is read and kept under the lock.
            isBehind = isAnyOpen() && poll(asking, 0);
            if (isBehind) {
                readReady(asking);
            }
        }
    }

    private Output kept(int which) {
        lock.lock();
        try {
            return kept[which].toOutput();
        } finally {
            lock.unlock();
        }
    }

    private boolean isAnyOpen() {
        lock.lock();
        try {
            return isOpen[0] || isOpen[1];
        } finally {
            lock.unlock();
        }
    }

    /** True when a pipe has something to read or has come to its end. Closed ones are passed as -1, which the kernel skips. */
    private boolean poll(ByteBuffer descriptors, int timeoutMillis) {
        lock.lock();
        try {
            for (int which = 0; which < pipes.length; which++) {
                descriptors.putInt(which * POLL_BYTES, isOpen[which] ? pipes[which].readEnd() : -1);
                descriptors.putShort(which * POLL_BYTES + 4, Libc.POLLIN).putShort(which * POLL_BYTES + REVENTS, (short) 0);
            }
        } finally {
            lock.unlock();
        }
        return Libc.poll(descriptors, pipes.length, timeoutMillis) > 0;
    }

    private void readReady(ByteBuffer descriptors) {
        for (int which = 0; which < pipes.length; which++) {
            if (descriptors.getShort(which * POLL_BYTES + REVENTS) != 0) {
                readOne(which);
            }
        }
    }

    private void readOne(int which) {
        lock.lock();
        try {
            // The other reader may have been faster; then there is nothing, and reading would block.
            if (!isOpen[which] || !hasSomething(pipes[which].readEnd())) {
                return;
            }
            long length = Libc.read(pipes[which].readEnd(), chunk, CHUNK);
            if (length > 0) {
                chunk.get(0, bytes, 0, (int) length);
                kept[which].append(bytes, (int) length);
            } else if (length == 0 || Errno.last() != Errno.EINTR) {
                isOpen[which] = false;
                pipes[which].closeReadEnd();
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean hasSomething(int descriptor) {
        ByteBuffer one = NativeBuffers.direct(POLL_BYTES).putInt(0, descriptor).putShort(4, Libc.POLLIN).putShort(REVENTS,
                (short) 0);
        return Libc.poll(one, 1, 0) > 0;
    }
}
