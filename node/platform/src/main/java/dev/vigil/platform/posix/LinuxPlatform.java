package dev.vigil.platform.posix;

import com.sun.jna.Native;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.platform.Addresses;
import dev.vigil.platform.Announcer;
import dev.vigil.platform.Clock;
import dev.vigil.platform.DuplicateProbe;
import dev.vigil.platform.EchoProbe;
import dev.vigil.platform.Halt;
import dev.vigil.platform.KernelGate;
import dev.vigil.platform.Platform;
import dev.vigil.platform.ProcessTable;
import dev.vigil.platform.Processes;
import dev.vigil.platform.Scheduling;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The ports on Linux. Addresses are those of the network namespace of the thread that makes it. */
final class LinuxPlatform implements Platform {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Clock clock = new BoottimeClock();
    private final Processes processes = new LinuxProcesses();
    private final Scheduling scheduling = new NiceScheduling();
    private final Addresses addresses;
    private final Announcer announcer;
    private final DuplicateProbe duplicateProbe;
    private final EchoProbe echoProbe;

    LinuxPlatform() {
        NetlinkSocket netlink = new NetlinkSocket();
        addresses = new NetlinkAddresses(netlink);
        announcer = new NeighbourAnnouncer(netlink);
        duplicateProbe = new NeighbourProbe(netlink);
        echoProbe = new RawEcho(netlink);
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Addresses addresses() {
        return addresses;
    }

    @Override
    public Announcer announcer() {
        return announcer;
    }

    @Override
    public DuplicateProbe duplicateProbe() {
        return duplicateProbe;
    }

    @Override
    public EchoProbe echoProbe() {
        return echoProbe;
    }

    @Override
    public Processes processes() {
        return processes;
    }

    @Override
    public Scheduling scheduling() {
        return scheduling;
    }

    @Override
    public KernelGate gate(String name) {
        return new NftGate(name);
    }

    @Override
    public ProcessTable processTable() {
        return new LinuxProcessTable();
    }

    @Override
    public Halt halt() {
        return new LinuxHalt();
    }

    @Override
    public String bootId() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException untold) {
            return UUID.randomUUID().toString();
        }
    }

    @Override
    public List<Path> libraries() {
        return Stream.of(Platform.class, Ticks.class, Native.class).map(LinuxPlatform::library).distinct().toList();
    }

    private static Path library(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the library of " + type + " has no place", impossible);
        }
    }
}
