package dev.vigil.kits.ip;

import java.util.List;
import java.util.Optional;

import dev.vigil.kit.Answer;
import dev.vigil.kit.Answers;
import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressOutcome;
import dev.vigil.platform.InterfaceState;

/** What this node holds of one address, and how it lets go of it. */
final class Holding {
    private final FloatingAddress wanted;
    private final NetworkPorts ports;
    /** Touched by actions only, of which there is one at a time. */
    private volatile Optional<AddressAssignment> lastHeld = Optional.empty();

    Holding(FloatingAddress wanted, NetworkPorts ports) {
        this.wanted = wanted;
        this.ports = ports;
    }

    /** Where it stands and is renewed. */
    Optional<AddressAssignment> now() {
        return ports.leases().held().stream().filter(held -> held.address().equals(wanted.address())).findFirst();
    }

    boolean isHeld() {
        return now().isPresent();
    }

    boolean isHeldOn(String interfaceName) {
        return now().filter(held -> held.interfaceName().equals(interfaceName)).isPresent();
    }

    /** Remembers the place, for the case that this node has to let go of it for a while. */
    void remember() {
        lastHeld = now().or(() -> lastHeld);
    }

    Answer remove(List<InterfaceState> interfaces, long began) {
        Optional<FloatingAddress.Place> place = wanted.place(interfaces);
        Optional<AddressAssignment> held = now();
        if (held.isPresent()) {
            return removed(ports.leases().release(held.get()), held.get().toString(), began);
        }
        if (place.isEmpty()) {
            forgetSuspended(interfaces);
            return IpAgent.done(began);
        }
        AddressAssignment standing = place.get().assignment();
        AddressOutcome outcome = ports.leases().release(standing);
        boolean isLeftover = outcome instanceof AddressOutcome.NotOurs && place.get().isLeftover();
        return removed(isLeftover ? ports.addresses().removeAnyway(standing) : outcome, place.get().toString(), began);
    }

    /** Where restore mode is off: only what is of this product goes, and what is of the machine is none of its business. */
    Answer removeOwn(List<InterfaceState> interfaces, long began) {
        boolean isForeign = !isHeld() && wanted.place(interfaces).filter(place -> !place.isLeftover()).isPresent();
        return isForeign ? IpAgent.done(began) : remove(interfaces, began);
    }

    /** While this node has let go of its addresses, they wait to be added again; this one must not. */
    private void forgetSuspended(List<InterfaceState> interfaces) {
        lastHeld.ifPresent(ports.leases()::release);
        wanted.interfaceNames().stream().flatMap(name -> FloatingAddress.find(name, interfaces).stream())
                .flatMap(home -> wanted.assignmentOn(home).stream()).forEach(ports.leases()::release);
    }

    /** What is held can be let go without a look at the interfaces. */
    Answer removeBlindly(long began) {
        return now().map(held -> removed(ports.leases().release(held), held.toString(), began))
                .orElseGet(() -> Answers.unknown("the interfaces of this machine cannot be told, so neither whether they have "
                        + wanted.text()));
    }

    private static Answer removed(AddressOutcome outcome, String place, long began) {
        return switch (outcome) {
            case AddressOutcome.Done done -> IpAgent.done(began);
            case AddressOutcome.NotPresent gone -> IpAgent.done(began);
            case AddressOutcome.NotOurs foreign ->
                Answers.failed(place + " was not put there by this node and is left alone; take it away from there by hand");
            case AddressOutcome.AlreadyPresent there -> Answers.unknown(place + " is still there");
            case AddressOutcome.Failed(var fault) -> Answers.failed(place + " cannot be taken away: " + fault.text());
            case AddressOutcome.Unknown(var fault) -> Answers.unknown(place + " may still be there: " + fault.text());
        };
    }

    /** Gives up what is held for this instance, so that it can be added anew; answers what stands on this machine besides. */
    Optional<FloatingAddress.Place> letGo(List<InterfaceState> interfaces) {
        Optional<AddressAssignment> held = now().filter(there -> wanted.interfaceNames().contains(there.interfaceName()));
        held.ifPresent(ports.leases()::release);
        return wanted.place(interfaces.stream()
                .filter(other -> held.filter(there -> there.interfaceName().equals(other.name())).isEmpty()).toList());
    }

    /** Takes away what an earlier run of this node has left, or why not; what anybody else has put there is refused. */
    Optional<String> clear(FloatingAddress.Place place) {
        if (isHeld()) {
            return Optional
                    .of(place + " is held by this node for another resource or an earlier configuration; take it out of service");
        }
        if (!place.isLeftover()) {
            return Optional.of(place + " stands there already and was not put there by this product: it belongs to the machine; "
                    + "take it away from there, or protect another address");
        }
        return switch (ports.addresses().removeAnyway(place.assignment())) {
            case AddressOutcome.Done done -> Optional.empty();
            case AddressOutcome.NotPresent gone -> Optional.empty();
            case AddressOutcome.AlreadyPresent there -> Optional.of(place + " is there already");
            case AddressOutcome.NotOurs foreign -> Optional.of(place + " is there already");
            case AddressOutcome.Failed(var fault) ->
                Optional.of(place + " is there already and cannot be taken away: " + fault.text());
            case AddressOutcome.Unknown(var fault) -> Optional.of(place + " is there already, perhaps: " + fault.text());
        };
    }
}
