package dev.vigil.platform.posix;

import com.sun.jna.Native;
import dev.vigil.platform.SystemFault;

/** Numbers and names of the errors that the calls in use here can give. */
final class Errno {
    static final int EPERM = 1;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EAGAIN = 11;
    static final int ENODEV = 19;
    static final int EEXIST = 17;
    static final int EADDRNOTAVAIL = 99;
    static final int ETIMEDOUT = 110;

    private Errno() {}

    /** The error of the last native call of this thread. */
    static int last() {
        return Native.getLastError();
    }

    static SystemFault fault(String call, int code) {
        return fault(call, code, "");
    }

    /** With what the kernel added in its own words, if anything. */
    static SystemFault fault(String call, int code, String explanation) {
        String text = Libc.strerror(code);
        if (!explanation.isEmpty()) {
            text += " (" + explanation + ")";
        }
        if (code == EPERM) {
            text += "; the node needs the capabilities CAP_NET_ADMIN and CAP_NET_RAW in this network namespace";
        }
        return new SystemFault(call, code, name(code), text);
    }

    private static String name(int code) {
        return switch (code) {
            case EPERM -> "EPERM";
            case 2 -> "ENOENT";
            case EINTR -> "EINTR";
            case EIO -> "EIO";
            case 6 -> "ENXIO";
            case 9 -> "EBADF";
            case EAGAIN -> "EAGAIN";
            case 12 -> "ENOMEM";
            case 13 -> "EACCES";
            case 16 -> "EBUSY";
            case EEXIST -> "EEXIST";
            case ENODEV -> "ENODEV";
            case 22 -> "EINVAL";
            case 23 -> "ENFILE";
            case 24 -> "EMFILE";
            case 90 -> "EMSGSIZE";
            case 95 -> "EOPNOTSUPP";
            case 97 -> "EAFNOSUPPORT";
            case EADDRNOTAVAIL -> "EADDRNOTAVAIL";
            case 100 -> "ENETDOWN";
            case 101 -> "ENETUNREACH";
            case 105 -> "ENOBUFS";
            case ETIMEDOUT -> "ETIMEDOUT";
            default -> Integer.toString(code);
        };
    }
}
