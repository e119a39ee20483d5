package dev.vigil.server.rehearsal;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressOutcome;
import dev.vigil.platform.AddressPresence;
import dev.vigil.platform.Addresses;
import dev.vigil.platform.Announcement;
import dev.vigil.platform.Announcer;
import dev.vigil.platform.DuplicateProbe;
import dev.vigil.platform.EchoOutcome;
import dev.vigil.platform.EchoProbe;
import dev.vigil.platform.InterfaceAddress;
import dev.vigil.platform.InterfaceListing;
import dev.vigil.platform.InterfaceState;
import dev.vigil.platform.MacAddress;
import dev.vigil.platform.ProbeOutcome;

/** A network of one interface that exists in memory only and does at once what it is told. Any thread may call. */
final class PlayedNetwork implements Addresses, Announcer, DuplicateProbe, EchoProbe {
    static final String INTERFACE = "practice";
    private static final AddressOutcome DONE = new AddressOutcome.Done(Duration.ZERO);
    private final Set<AddressAssignment> present = ConcurrentHashMap.newKeySet();

    @Override
    public InterfaceListing interfaces() {
        List<InterfaceAddress> addresses = present.stream()
                .map(one -> new InterfaceAddress(one.address(), one.prefixLength(), one.lifetime(), true)).toList();
        return new InterfaceListing.Listed(List.of(new InterfaceState(INTERFACE, 1, true, true, true,
                Optional.of(new MacAddress(0x0200_0000_0001L)), addresses)));
    }

    @Override
    public AddressOutcome add(AddressAssignment assignment) {
        present.add(assignment);
        return DONE;
    }

    @Override
    public AddressOutcome renew(AddressAssignment assignment) {
        return DONE;
    }

    @Override
    public AddressOutcome adopt(AddressAssignment assignment) {
        return DONE;
    }

    @Override
    public AddressOutcome remove(AddressAssignment assignment) {
        present.removeIf(assignment::isSamePlaceAs);
        return DONE;
    }

    @Override
    public List<AddressOutcome> removeAll(List<AddressAssignment> assignments) {
        return assignments.stream().map(this::remove).toList();
    }

    @Override
    public AddressOutcome removeAnyway(AddressAssignment assignment) {
        return remove(assignment);
    }

    @Override
    public AddressPresence isPresent(AddressAssignment assignment) {
        return present.stream().filter(assignment::isSamePlaceAs).findFirst().<AddressPresence>map(
                one -> new AddressPresence.Present(new InterfaceAddress(one.address(), one.prefixLength(), one.lifetime(), true)))
                .orElseGet(AddressPresence.Absent::new);
    }

    @Override
    public Announcement announce(String interfaceName, InetAddress address) {
        return new Announcement.Sent(Duration.ZERO);
    }

    @Override
    public ProbeOutcome probe(String interfaceName, InetAddress address, Duration limit) {
        return new ProbeOutcome.Free(PROBES, Duration.ZERO);
    }

    @Override
    public EchoOutcome ask(Question question) {
        return new EchoOutcome.Answered(question.hosts().getFirst(), Duration.ZERO);
    }
}
