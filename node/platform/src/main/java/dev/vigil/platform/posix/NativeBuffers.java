package dev.vigil.platform.posix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory that the kernel reads and writes: outside the Java heap, in the processor's byte order. Always passed from place 0 on. */
final class NativeBuffers {
    /** For arguments that the call shall not have. */
    static final ByteBuffer NONE = direct(8);

    private NativeBuffers() {}

    static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
