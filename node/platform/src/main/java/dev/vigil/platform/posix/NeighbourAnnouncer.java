package dev.vigil.platform.posix;

import dev.vigil.platform.Announcement;
import dev.vigil.platform.Announcer;
import dev.vigil.platform.InterfaceListing;
import dev.vigil.platform.InterfaceState;
import dev.vigil.platform.SystemFault;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** Gratuitous ARP and unasked neighbour advertisements over a packet socket that stays open. */
final class NeighbourAnnouncer implements Announcer {
    private final NetworkTables tables;
    private final PacketSocket.Opening opening;

    /** A socket that cannot be opened is not an error yet: only announcements need it, and they will say so. */
    NeighbourAnnouncer(NetlinkSocket netlink) {
        tables = new NetworkTables(netlink);
        opening = PacketSocket.sending();
    }

    @Override
    public Announcement announce(String interfaceName, InetAddress address) {
        long start = System.nanoTime();
        return switch (opening) {
            case PacketSocket.Opening.Refused refused -> new Announcement.Failed(refused.fault());
            case PacketSocket.Opening.Opened opened -> switch (tables.link(interfaceName)) {
                case InterfaceListing.Failed failed -> new Announcement.Failed(failed.fault());
                case InterfaceListing.Listed listed -> {
                    InterfaceState link = listed.interfaces().getFirst();
                    Optional<String> obstacle = NeighbourLinks.obstacle(link);
                    yield obstacle.isPresent()
                            ? new Announcement.Impossible(obstacle.get())
                            : send(opened.socket(), link, NeighbourTalk.about(address), start);
                }
            };
        };
    }

    private static Announcement send(PacketSocket socket, InterfaceState link, NeighbourTalk talk, long start) {
        for (PacketSocket.Parcel parcel : talk.announcement(link.hardware().orElse(ArpFrame.NOBODY))) {
            Optional<SystemFault> fault = socket.send(link.index(), parcel);
            if (fault.isPresent()) {
                return new Announcement.Failed(fault.get());
            }
        }
        return new Announcement.Sent(Duration.ofNanos(System.nanoTime() - start));
    }
}
