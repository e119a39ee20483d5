package dev.vigil.platform.posix;

import com.sun.jna.Native;
import dev.vigil.platform.Platform;
import dev.vigil.platform.PlatformProvider;
import dev.vigil.platform.UnsupportedPlatformException;

/** Makes the Linux platform. */
public final class LinuxProvider implements PlatformProvider {
    private static final int POINTER_BYTES = 8;

    @Override
    public boolean supports(String system, String architecture) {
        return system.equals("Linux");
    }

    @Override
    public Platform open() {
        int pointerBytes;
        try {
            pointerBytes = Native.POINTER_SIZE;
        } catch (UnsatisfiedLinkError | NoClassDefFoundError missing) {
            throw new UnsupportedPlatformException("native code cannot be loaded: " + missing.getMessage()
                    + "; a temporary folder that allows programs, or -Djna.tmpdir pointing to one, is needed", missing);
        }
        if (pointerBytes != POINTER_BYTES) {
            throw new UnsupportedPlatformException("a 64-bit Java runtime is needed, this one has " + pointerBytes * 8 + " bits");
        }
        return new LinuxPlatform();
    }
}
