package dev.vigil.platform.posix;

import dev.vigil.platform.DuplicateProbe;
import dev.vigil.platform.InterfaceListing;
import dev.vigil.platform.InterfaceState;
import dev.vigil.platform.MacAddress;
import dev.vigil.platform.ProbeOutcome;
import dev.vigil.platform.SystemFault;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** Questions to the neighbours, each over a packet socket of its own. */
final class NeighbourProbe implements DuplicateProbe {
    private final NetworkTables tables;

    NeighbourProbe(NetlinkSocket netlink) {
        tables = new NetworkTables(netlink);
    }

    @Override
    public ProbeOutcome probe(String interfaceName, InetAddress address, Duration limit) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("the limit of a probe is not positive: " + limit);
        }
        return switch (tables.link(interfaceName)) {
            case InterfaceListing.Failed failed -> cannotTell(failed.fault());
            case InterfaceListing.Listed listed -> {
                InterfaceState link = listed.interfaces().getFirst();
                yield NeighbourLinks.obstacle(link).<ProbeOutcome>map(ProbeOutcome.CannotTell::new)
                        .orElseGet(() -> ask(link, NeighbourTalk.about(address), limit));
            }
        };
    }

    private ProbeOutcome ask(InterfaceState link, NeighbourTalk talk, Duration limit) {
        return switch (PacketSocket.hearing(link.index(), talk.ear())) {
            case PacketSocket.Opening.Refused refused -> cannotTell(refused.fault());
            case PacketSocket.Opening.Opened opened -> {
                try (PacketSocket socket = opened.socket()) {
                    ProbeOutcome outcome = new Question(socket, link, talk, limit).ask();
                    yield outcome instanceof ProbeOutcome.Free ? checkedAgain(link.name(), outcome) : outcome;
                }
            }
        };
    }

    /** Silence proves nothing if the cable was pulled meanwhile. */
    private ProbeOutcome checkedAgain(String interfaceName, ProbeOutcome free) {
        return switch (tables.link(interfaceName)) {
            case InterfaceListing.Failed failed -> cannotTell(failed.fault());
            case InterfaceListing.Listed listed -> NeighbourLinks.obstacle(listed.interfaces().getFirst())
                    .<ProbeOutcome>map(ProbeOutcome.CannotTell::new).orElse(free);
        };
    }

    private static ProbeOutcome cannotTell(SystemFault fault) {
        return new ProbeOutcome.CannotTell(fault.toString());
    }

    /** One question to the network: some probes, and listening until the limit. */
    private record Question(PacketSocket socket, InterfaceState link, NeighbourTalk talk, Duration limit) {
        ProbeOutcome ask() {
            PacketSocket.Parcel question = talk.question(own());
            long start = System.nanoTime();
            for (int sent = 0; sent < PROBES; sent++) {
                Optional<SystemFault> fault = socket.send(link.index(), question);
                if (fault.isPresent()) {
                    return cannotTell(fault.get());
                }
                Optional<ProbeOutcome> answer = listenUntil(start + limit.toNanos() * (sent + 1) / PROBES);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            return new ProbeOutcome.Free(PROBES, Duration.ofNanos(System.nanoTime() - start));
        }

        /** Ends early only with an answer; silence and unrelated frames are waited through. */
        private Optional<ProbeOutcome> listenUntil(long end) {
            Optional<ProbeOutcome> answer = Optional.empty();
            long left = end - System.nanoTime();
            while (answer.isEmpty() && left > 0) {
                answer = switch (socket.hear(Duration.ofNanos(left))) {
                    case PacketSocket.Hearing.Frame heard -> talk.judge(heard, own());
                    case PacketSocket.Hearing.Deaf deaf -> Optional.of(cannotTell(deaf.fault()));
                    case PacketSocket.Hearing.Silence silence -> Optional.empty();
                };
                left = end - System.nanoTime();
            }
            return answer;
        }

        private MacAddress own() {
            return link.hardware().orElse(ArpFrame.NOBODY);
        }
    }
}
