package dev.vigil.platform.posix;

import dev.vigil.platform.Addresses;
import dev.vigil.platform.Announcer;
import dev.vigil.platform.Clock;
import dev.vigil.platform.DuplicateProbe;
import dev.vigil.platform.EchoProbe;
import dev.vigil.platform.Halt;
import dev.vigil.platform.Platform;
import dev.vigil.platform.Processes;
import dev.vigil.platform.Scheduling;

/** The ports on Linux. Addresses are those of the network namespace of the thread that makes it. */
final class LinuxPlatform implements Platform {
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
    public Halt halt() {
        return new LinuxHalt();
    }
}
