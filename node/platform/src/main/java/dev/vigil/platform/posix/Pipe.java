package dev.vigil.platform.posix;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A pipe of the kernel's. Java's own pipes to a child are closed as soon as the child exits, which would end a daemon that the child has
 * left behind at its next word.
 */
record Pipe(int readEnd, int writeEnd) {
    static Pipe open() throws IOException {
        ByteBuffer ends = NativeBuffers.direct(2 * Integer.BYTES);
        if (Libc.pipe2(ends, Libc.O_CLOEXEC) != 0) {
            throw new IOException(Errno.fault("pipe2", Errno.last()).toString());
        }
        return new Pipe(ends.getInt(0), ends.getInt(Integer.BYTES));
    }

    /** The write end as a file that can be opened once more, as long as it is open here. */
    File writeFile() {
        return new File("/proc/self/fd/" + writeEnd);
    }

    void closeWriteEnd() {
        Libc.close(writeEnd);
    }

    void closeReadEnd() {
        Libc.close(readEnd);
    }
}
