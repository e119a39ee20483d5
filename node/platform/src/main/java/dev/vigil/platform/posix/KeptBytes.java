package dev.vigil.platform.posix;

import dev.vigil.platform.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning and the end of a stream of bytes. Not for several threads at once. */
final class KeptBytes {
    /** Made when it is needed: most streams are short, and some stay open as long as a daemon lives. */
    private byte[] tail = {};
    private final int limit;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private long total;

    KeptBytes(int limit) {
        this.limit = limit;
    }

    void append(byte[] bytes, int length) {
        if (tail.length == 0 && length > limit - head.size()) {
            tail = new byte[limit];
        }
        int toHead = Math.min(length, limit - head.size());
        head.write(bytes, 0, toHead);
        total += toHead;
        // Of a large piece only its own end can stay in the tail.
        int from = Math.max(toHead, length - limit);
        total += from - toHead;
        for (int place = from; place < length; place++) {
            tail[(int) ((total - limit) % limit)] = bytes[place];
            total++;
        }
    }

    Output toOutput() {
        long behindHead = total - head.size();
        int kept = (int) Math.min(limit, behindHead);
        byte[] end = new byte[kept];
        for (int place = 0; place < kept; place++) {
            end[place] = tail[(int) ((total - kept + place - limit) % limit)];
        }
        if (kept == behindHead) {
            head.write(end, 0, kept);
            return new Output(head.toString(StandardCharsets.UTF_8), "", 0);
        }
        return new Output(head.toString(StandardCharsets.UTF_8), new String(end, StandardCharsets.UTF_8), behindHead - kept);
    }
}
