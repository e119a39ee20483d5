package dev.vigil.platform.posix;

import dev.vigil.platform.Halt;
import dev.vigil.platform.SystemFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** By reboot(2), which needs CAP_SYS_BOOT, or by the kernel's own key. */
final class LinuxHalt implements Halt {
    private static final int RESTART = 0x1234567;
    private static final Path KEY = Path.of("/proc/sysrq-trigger");

    @Override
    public SystemFault now(Method method) {
        return switch (method) {
            case OFF -> new SystemFault("halt", 0, "off", "the settings do not allow the machine to be halted");
            case REBOOT -> {
                int ignored = Libc.reboot(RESTART);
                yield Errno.fault("reboot", Errno.last());
            }
            case SYSRQ -> press();
        };
    }

    private static SystemFault press() {
        try {
            Files.writeString(KEY, "b");
            return new SystemFault("sysrq b", Errno.EIO, "EIO", "the kernel took the key and goes on: kernel.sysrq forbids it");
        } catch (IOException refused) {
            return new SystemFault("sysrq b", Errno.EIO, "EIO", String.valueOf(refused.getMessage()));
        }
    }
}
