package dev.vigil.platform.posix;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/**
 * The calls of the C library that Java has no door to, mapped directly. Only 64-bit Linux: {@code size_t} is a Java long here.
 * A negative answer means that {@link Errno#last} tells why, on the same thread and before any other call.
 */
final class Libc {
    static final int AF_NETLINK = 16;
    static final int AF_PACKET = 17;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int O_CLOEXEC = 0x80000;
    static final int MSG_DONTWAIT = 0x40;
    static final int CLOCK_BOOTTIME = 7;
    static final short POLLIN = 1;
    static final int PRIO_PROCESS = 0;

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native int socket(int domain, int type, int protocol);

    static native int bind(int socket, ByteBuffer address, int length);

    static native int setsockopt(int socket, int level, int option, ByteBuffer value, int length);

    static native long sendto(int socket, ByteBuffer message, long length, int flags, ByteBuffer address, int addressLength);

    static native long recv(int socket, ByteBuffer into, long length, int flags);

    static native long recvfrom(int socket, ByteBuffer into, long length, int flags, ByteBuffer from, ByteBuffer fromLength);

    static native int poll(ByteBuffer descriptors, long count, int timeoutMillis);

    static native long read(int descriptor, ByteBuffer into, long length);

    static native int pipe2(ByteBuffer descriptors, int flags);

    static native int close(int descriptor);

    /** With {@code who} 0 the calling thread, not the process. */
    static native int setpriority(int which, int who, int nice);

    /** With {@code process} 0 the calling thread. */
    static native int sched_setscheduler(int process, int policy, int[] priority);

    static native int setsid();

    static native Pointer signal(int number, Pointer handler);

    static native int reboot(int command);

    static native int clock_gettime(int clock, long[] secondsAndNanos);

    static native String strerror(int code);
}
