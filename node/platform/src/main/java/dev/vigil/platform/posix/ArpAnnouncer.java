package dev.vigil.platform.posix;

import dev.vigil.platform.Announcement;
import dev.vigil.platform.Announcer;
import dev.vigil.platform.InterfaceListing;
import dev.vigil.platform.InterfaceState;
import dev.vigil.platform.MacAddress;
import dev.vigil.platform.SystemFault;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** Gratuitous ARP over a packet socket that stays open. */
final class ArpAnnouncer implements Announcer {
    private final NetworkTables tables;
    private final PacketSocket.Opening opening;

    /** A socket that cannot be opened is not an error yet: only announcements need it, and they will say so. */
    ArpAnnouncer(NetlinkSocket netlink) {
        tables = new NetworkTables(netlink);
        opening = PacketSocket.sending();
    }

    @Override
    public Announcement announce(String interfaceName, InetAddress address) {
        long start = System.nanoTime();
        if (!(address instanceof Inet4Address ipv4)) {
            return new Announcement.Impossible("IPv6 addresses are not announced yet: " + address.getHostAddress());
        }
        return switch (opening) {
            case PacketSocket.Opening.Refused refused -> new Announcement.Failed(refused.fault());
            case PacketSocket.Opening.Opened opened -> switch (tables.link(interfaceName)) {
                case InterfaceListing.Failed failed -> new Announcement.Failed(failed.fault());
                case InterfaceListing.Listed listed -> {
                    InterfaceState link = listed.interfaces().getFirst();
                    Optional<String> obstacle = ArpLinks.obstacle(link);
                    yield obstacle.isPresent()
                            ? new Announcement.Impossible(obstacle.get())
                            : broadcast(opened.socket(), link, ipv4, start);
                }
            };
        };
    }

    private static Announcement broadcast(PacketSocket socket, InterfaceState link, Inet4Address address, long start) {
        MacAddress own = link.hardware().orElse(ArpFrame.NOBODY);
        for (ArpFrame.Operation operation : ArpFrame.Operation.values()) {
            Optional<SystemFault> fault = socket.broadcast(link.index(), ArpFrame.announcement(operation, own, address));
            if (fault.isPresent()) {
                return new Announcement.Failed(fault.get());
            }
        }
        return new Announcement.Sent(Duration.ofNanos(System.nanoTime() - start));
    }
}
