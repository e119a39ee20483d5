package dev.vigil.platform.posix;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

import dev.vigil.platform.MacAddress;
import dev.vigil.platform.ProbeOutcome;
import dev.vigil.platform.ProbeOutcome.Sign;

/** How neighbours are asked about one address and told of it: by ARP for IPv4, by neighbour discovery for IPv6. */
sealed interface NeighbourTalk {
    /** What has to be heard to learn of other users. */
    PacketSocket.Ear ear();

    /** The question. */
    PacketSocket.Parcel question(MacAddress own);

    /** All that tells the neighbours, in the order of sending. */
    List<PacketSocket.Parcel> announcement(MacAddress own);

    /** What a frame of another machine gives away about the address. */
    Optional<Sign> sign(PacketSocket.Hearing.Frame heard);

    static NeighbourTalk about(InetAddress address) {
        return address instanceof Inet4Address ipv4 ? new Arp(ipv4) : new Ndp((Inet6Address) address);
    }

    /** Another machine that uses the address, if the frame is of one. */
    default Optional<ProbeOutcome> judge(PacketSocket.Hearing.Frame heard, MacAddress own) {
        return heard.isOwn() || heard.from().equals(own)
                ? Optional.empty()
                : sign(heard).map(sign -> new ProbeOutcome.Taken(heard.from(), sign));
    }

    /** IPv4. */
    record Arp(Inet4Address address) implements NeighbourTalk {
        @Override
        public PacketSocket.Ear ear() {
            return PacketSocket.Ear.all(ArpFrame.ETH_P_ARP);
        }

        @Override
        public PacketSocket.Parcel question(MacAddress own) {
            return parcel(ArpFrame.probe(own, address));
        }

        /** As a question and as an answer, since some neighbours heed only one of them. */
        @Override
        public List<PacketSocket.Parcel> announcement(MacAddress own) {
            return List.of(parcel(ArpFrame.announcement(ArpFrame.Operation.REQUEST, own, address)),
                    parcel(ArpFrame.announcement(ArpFrame.Operation.REPLY, own, address)));
        }

        private static PacketSocket.Parcel parcel(ArpFrame frame) {
            return new PacketSocket.Parcel(ArpFrame.ETH_P_ARP, ArpFrame.BROADCAST, frame.toWire());
        }

        @Override
        public Optional<Sign> sign(PacketSocket.Hearing.Frame heard) {
            return ArpFrame.fromWire(heard.body(), heard.length())
                    .filter(frame -> frame.sender().equals(address) || frame.isProbe() && frame.target().equals(address))
                    .map(frame -> frame.isProbe() ? Sign.PROBES : Sign.USES);
        }
    }

    /** IPv6. */
    record Ndp(Inet6Address address) implements NeighbourTalk {
        @Override
        public PacketSocket.Ear ear() {
            return PacketSocket.Ear.neighbourDiscovery(NdpFrame.probe(address).group());
        }

        @Override
        public PacketSocket.Parcel question(MacAddress own) {
            return parcel(NdpFrame.probe(address));
        }

        @Override
        public List<PacketSocket.Parcel> announcement(MacAddress own) {
            return List.of(parcel(NdpFrame.announcement(own, address)));
        }

        private static PacketSocket.Parcel parcel(NdpFrame frame) {
            return new PacketSocket.Parcel(NdpFrame.ETH_P_IPV6, frame.group(), frame.toWire());
        }

        @Override
        public Optional<Sign> sign(PacketSocket.Hearing.Frame heard) {
            return NdpFrame.fromWire(heard.body(), heard.length()).flatMap(frame -> {
                boolean isTarget = frame.target().equals(address);
                if (frame.isProbe()) {
                    return isTarget ? Optional.of(Sign.PROBES) : Optional.empty();
                }
                boolean isSaid = frame.kind() == NdpFrame.Kind.ADVERTISEMENT && isTarget;
                return isSaid || frame.source().equals(address) ? Optional.of(Sign.USES) : Optional.empty();
            });
        }
    }
}
