package dev.vigil.kits.ip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.vigil.kit.ActionCall;
import dev.vigil.kit.ActionCall.Caution;
import dev.vigil.kit.Answer;
import dev.vigil.kit.Answers;
import dev.vigil.kit.KitContext;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.lcd.model.Action;
import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressOutcome;
import dev.vigil.platform.InterfaceListing;
import dev.vigil.platform.InterfaceState;
import dev.vigil.platform.ProbeOutcome;

import org.jspecify.annotations.Nullable;

/**
 * Serves one floating address. Actions answer within a second or so, on the caller's thread; terminate makes a restore that is looking
 * for duplicates give up and take the address back.
 */
final class IpAgent implements ResourceAgent {
    private final FloatingAddress wanted;
    private final NetworkPorts ports;
    private final KitContext context;
    private final Runnable onLost;
    private volatile boolean isEnded;
    /** Touched by actions only, of which there is one at a time. */
    private volatile Optional<AddressAssignment> lastHeld = Optional.empty();
    private volatile @Nullable Announcements announcements;

    IpAgent(FloatingAddress wanted, NetworkPorts ports, KitContext context) {
        this.wanted = wanted;
        this.ports = ports;
        this.context = context;
        this.onLost = () -> context
                .signalFailure("somebody has taken the address " + wanted.text() + " away from " + wanted.interfaceName());
        ports.watch().watch(wanted.address(), onLost);
    }

    @Override
    public Answer perform(ActionCall call) {
        isEnded = false;
        long began = System.nanoTime();
        long suspensions = ports.leases().suspensions();
        return switch (ports.addresses().interfaces()) {
            case InterfaceListing.Failed(var fault) -> call.action() == Action.REMOVE
                    ? removeBlindly(began)
                    : Answers.unknown("the interfaces of this machine cannot be told: " + fault.text());
            case InterfaceListing.Listed(List<InterfaceState> interfaces) when isCheck(call)
                    && isLetGo(interfaces, suspensions) ->
                Answers.unknown(Restore.SUSPENDED);
            case InterfaceListing.Listed(List<InterfaceState> interfaces) -> perform(call, interfaces, began);
        };
    }

    private static boolean isCheck(ActionCall call) {
        return call.action() == Action.QUICK_CHECK || call.action() == Action.DEEP_CHECK;
    }

    /** The address is not there since this node itself has let go of it. */
    private boolean isLetGo(List<InterfaceState> interfaces, long suspensionsBefore) {
        return wanted.place(interfaces).isEmpty()
                && (ports.leases().isSuspended() || ports.leases().suspensions() != suspensionsBefore);
    }

    private Answer perform(ActionCall call, List<InterfaceState> interfaces, long began) {
        return switch (call.action()) {
            case RESTORE, RECOVER -> restore(call, interfaces, began);
            case REMOVE -> remove(interfaces, began);
            case QUICK_CHECK -> trouble(interfaces).map(Answers::failed).orElseGet(() -> done(began));
            case DEEP_CHECK -> trouble(interfaces).map(Answers::failed).orElseGet(() -> askAround(interfaces, began));
            case CAN_EXTEND -> Extension.obstacle(wanted, interfaces).map(Answers::failed).orElseGet(() -> done(began));
            case ANNOUNCE -> announceAgain(interfaces, began);
            case DELETE, EXTEND -> Answers.absent(call.action());
        };
    }

    private Answer restore(ActionCall call, List<InterfaceState> interfaces, long began) {
        Optional<InterfaceState> home = wanted.home(interfaces);
        Optional<String> obstacle = home.map(this::link).orElseGet(() -> Optional.of(noInterface(interfaces)));
        if (obstacle.isPresent()) {
            return Answers.failed(obstacle.get());
        }
        Optional<FloatingAddress.Place> place = wanted.place(interfaces);
        if (place.isPresent() && isHeld() && place.get().on().name().equals(wanted.interfaceName())) {
            announce(Caution.FULL);
            return done(began);
        }
        Optional<String> foreign = place.flatMap(this::clear);
        if (foreign.isPresent()) {
            return Answers.failed(foreign.get());
        }
        return assignmentOn(home.get())
                .map(assignment -> new Restore(wanted, ports, assignment, () -> isEnded, this::announce).run(call, home.get(),
                        began))
                .orElseGet(() -> Answers
                        .failed("no prefix length is configured for " + wanted.text() + ", and " + wanted.interfaceName()
                                + " has no network that holds it; there is " + FloatingAddress.describe(interfaces)));
    }

    /** Takes away what an earlier run of this node has left; what anybody else has put there is refused. */
    private Optional<String> clear(FloatingAddress.Place place) {
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

    private Answer remove(List<InterfaceState> interfaces, long began) {
        stopAnnouncing();
        Optional<FloatingAddress.Place> place = wanted.place(interfaces);
        Optional<AddressAssignment> held = held();
        if (held.isPresent()) {
            return removed(ports.leases().release(held.get()), held.get().toString(), began);
        }
        if (place.isEmpty()) {
            forgetSuspended(interfaces);
            return done(began);
        }
        AddressAssignment standing = place.get().assignment();
        AddressOutcome outcome = ports.leases().release(standing);
        boolean isLeftover = outcome instanceof AddressOutcome.NotOurs && place.get().isLeftover();
        return removed(isLeftover ? ports.addresses().removeAnyway(standing) : outcome, place.get().toString(), began);
    }

    /** While this node has let go of its addresses, they wait to be added again; this one must not. */
    private void forgetSuspended(List<InterfaceState> interfaces) {
        lastHeld.or(() -> wanted.home(interfaces).flatMap(this::assignmentOn)).ifPresent(ports.leases()::release);
    }

    private Optional<AddressAssignment> assignmentOn(InterfaceState home) {
        return wanted.prefixOn(home)
                .map(prefix -> new AddressAssignment(wanted.interfaceName(), wanted.address(), prefix, Optional.empty()));
    }

    /** What is held can be let go without a look at the interfaces. */
    private Answer removeBlindly(long began) {
        stopAnnouncing();
        return held().map(held -> removed(ports.leases().release(held), held.toString(), began))
                .orElseGet(() -> Answers.unknown("the interfaces of this machine cannot be told, so neither whether they have "
                        + wanted.text()));
    }

    private static Answer removed(AddressOutcome outcome, String place, long began) {
        return switch (outcome) {
            case AddressOutcome.Done done -> done(began);
            case AddressOutcome.NotPresent gone -> done(began);
            case AddressOutcome.NotOurs foreign ->
                Answers.failed(place + " was not put there by this node and is left alone; take it away from there by hand");
            case AddressOutcome.AlreadyPresent there -> Answers.unknown(place + " is still there");
            case AddressOutcome.Failed(var fault) -> Answers.failed(place + " cannot be taken away: " + fault.text());
            case AddressOutcome.Unknown(var fault) -> Answers.unknown(place + " may still be there: " + fault.text());
        };
    }

    /** What a check finds wrong. */
    private Optional<String> trouble(List<InterfaceState> interfaces) {
        return wanted.home(interfaces).map(home -> link(home).or(() -> wanted.place(List.of(home)).isPresent()
                ? Optional.empty()
                : Optional.of("the address " + wanted.text() + " is not on " + home.name())))
                .orElseGet(() -> Optional.of(noInterface(interfaces)));
    }

    private Optional<String> link(InterfaceState home) {
        if (!home.isUp()) {
            return Optional.of("the interface " + home.name() + " is switched off");
        }
        return home.hasCarrier()
                ? Optional.empty()
                : Optional.of("the interface " + home.name() + " has no link: the cable or the switch");
    }

    private String noInterface(List<InterfaceState> interfaces) {
        return "there is no interface " + wanted.interfaceName() + " on this node; there is "
                + FloatingAddress.describe(interfaces);
    }

    private Answer askAround(List<InterfaceState> interfaces, long began) {
        if (wanted.home(interfaces).stream().noneMatch(InterfaceState::speaksArp)) {
            return done(began);
        }
        return switch (ports.probe().probe(wanted.interfaceName(), wanted.address(), DuplicateCheck.BRIEF)) {
            case ProbeOutcome.Free free -> done(began);
            case ProbeOutcome.Taken taken -> Answers.failed(Restore.conflict(wanted, taken));
            case ProbeOutcome.CannotTell(String reason) -> Answers.unknown("whether another machine uses " + wanted.text()
                    + " cannot be told: " + reason);
        };
    }

    private Answer announceAgain(List<InterfaceState> interfaces, long began) {
        if (!isHeld() || wanted.place(interfaces).isEmpty()) {
            return Answers.failed("the address " + wanted.text() + " is not held by this node, so it is not announced");
        }
        announce(Caution.FULL);
        return done(began);
    }

    /** Announces now and for some seconds. After a restore that asked nobody, the network is asked at the end. */
    private void announce(Caution wasAsked) {
        lastHeld = held().or(() -> lastHeld);
        stopAnnouncing();
        announcements = Announcements.begin(wanted, ports.announcer(), this::isHeld,
                wasAsked == Caution.NONE ? this::askLate : () -> {
                    // nothing more to do
                });
    }

    private void askLate() {
        if (isHeld() && ports.probe().probe(wanted.interfaceName(), wanted.address(),
                DuplicateCheck.FULL) instanceof ProbeOutcome.Taken taken && isHeld()) {
            context.signalFailure(Restore.conflict(wanted, taken));
        }
    }

    private void stopAnnouncing() {
        Announcements current = announcements;
        if (current != null) {
            current.stop();
        }
    }

    private boolean isHeld() {
        return held().isPresent();
    }

    private Optional<AddressAssignment> held() {
        return ports.leases().held().stream().filter(held -> held.address().equals(wanted.address())).findFirst();
    }

    static Answer done(long beganNanos) {
        return Answers.done(Duration.ofNanos(System.nanoTime() - beganNanos));
    }

    @Override
    public void terminate() {
        isEnded = true;
    }

    @Override
    public void close() {
        stopAnnouncing();
        ports.watch().forget(wanted.address(), onLost);
    }
}
