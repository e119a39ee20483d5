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
import dev.vigil.lcd.model.Outcome;
import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.InterfaceListing;
import dev.vigil.platform.InterfaceState;
import dev.vigil.platform.ProbeOutcome;

import org.jspecify.annotations.Nullable;

/**
 * Serves one floating address. Actions answer within some seconds, on the caller's thread; terminate makes a restore that is looking
 * for duplicates give up and take the address back.
 */
final class IpAgent implements ResourceAgent {
    private final FloatingAddress wanted;
    private final NetworkPorts ports;
    private final KitContext context;
    private final Holding holding;
    private final Health health;
    private final Runnable onLost;
    private volatile boolean isEnded;
    private volatile @Nullable Announcements announcements;

    IpAgent(FloatingAddress wanted, NetworkPorts ports, KitContext context) {
        this.wanted = wanted;
        this.ports = ports;
        this.context = context;
        this.holding = new Holding(wanted, ports);
        this.health = new Health(wanted, ports, holding, () -> isEnded);
        this.onLost = () -> context.signalFailure("somebody has taken the address " + wanted.text() + " away from this node");
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
            case InterfaceListing.Listed(List<InterfaceState> interfaces) when !wanted.isAdded() ->
                performWithout(call, interfaces, began);
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

    /** Restore mode is off here: in service without the address, which other nodes have; one from before it was switched off goes. */
    private Answer performWithout(ActionCall call, List<InterfaceState> interfaces, long began) {
        return switch (call.action()) {
            case RESTORE, RECOVER, REMOVE -> {
                stopAnnouncing();
                yield holding.removeOwn(interfaces, began);
            }
            case QUICK_CHECK, DEEP_CHECK, CAN_EXTEND, ANNOUNCE -> done(began);
            case DELETE, EXTEND, HANDLE_EVENT -> Answers.absent(call.action());
        };
    }

    private Answer perform(ActionCall call, List<InterfaceState> interfaces, long began) {
        return switch (call.action()) {
            case RESTORE -> bring(call, interfaces, best(interfaces), began);
            case RECOVER -> recover(call, interfaces, began);
            case REMOVE -> remove(interfaces, began);
            case QUICK_CHECK -> health.trouble(interfaces).map(Answers::failed).orElseGet(() -> done(began));
            case DEEP_CHECK ->
                health.trouble(interfaces).map(Answers::failed).orElseGet(() -> health.deep(interfaces, began));
            case CAN_EXTEND -> Extension.obstacle(wanted, interfaces).map(Answers::failed).orElseGet(() -> done(began));
            case ANNOUNCE -> announceAgain(interfaces, began);
            case DELETE, EXTEND, HANDLE_EVENT -> Answers.absent(call.action());
        };
    }

    /** Where it is held already, or the first interface with a link; if none has one, the usual interface says why. */
    private String best(List<InterfaceState> interfaces) {
        List<String> usable = wanted.interfaceNames().stream()
                .filter(name -> FloatingAddress.find(name, interfaces).filter(home -> Health.link(home).isEmpty()).isPresent())
                .toList();
        return usable.stream().filter(holding::isHeldOn).findFirst()
                .orElseGet(() -> usable.isEmpty() ? wanted.interfaceNames().getFirst() : usable.getFirst());
    }

    /** Puts the address on this interface, unless it is there. */
    private Answer bring(ActionCall call, List<InterfaceState> interfaces, String name, long began) {
        Optional<InterfaceState> home = FloatingAddress.find(name, interfaces);
        Optional<String> obstacle = home.map(Health::link).orElseGet(() -> Optional.of(wanted.noInterface(name, interfaces)));
        if (home.isEmpty() || obstacle.isPresent()) {
            return Answers.failed(obstacle.orElse(name));
        }
        if (holding.isHeldOn(name) && wanted.place(List.of(home.get())).isPresent()) {
            announce(Caution.FULL);
            return done(began);
        }
        Optional<String> foreign = holding.letGo(interfaces).flatMap(holding::clear);
        if (foreign.isPresent()) {
            return Answers.failed(foreign.get());
        }
        return wanted.assignmentOn(home.get())
                .map(assignment -> restore(assignment).run(call, home.get(), began))
                .orElseGet(() -> Answers.failed(wanted.noNetwork(name, interfaces)));
    }

    private Restore restore(AddressAssignment assignment) {
        return new Restore(wanted, ports, assignment, () -> isEnded, this::announce);
    }

    /** First where it is, then on the backup interface. */
    private Answer recover(ActionCall call, List<InterfaceState> interfaces, long began) {
        String current = health.current(interfaces);
        Answer here = proved(bring(call, interfaces, current, began), current, began);
        Optional<String> backup = wanted.besides(current);
        if (backup.isEmpty() || isEnded || !(here instanceof Answer.Now(Outcome.Failed(String trouble)))) {
            return here;
        }
        call.progress().accept("moves from " + current + " to " + backup.get() + ": " + trouble);
        return switch (ports.addresses().interfaces()) {
            case InterfaceListing.Failed(var fault) ->
                Answers.unknown("the interfaces of this machine cannot be told: " + fault.text());
            case InterfaceListing.Listed(List<InterfaceState> now) ->
                both(trouble, proved(bring(call, now, backup.get(), began), backup.get(), began));
        };
    }

    /** What is added is not healed yet if nobody of the ping list answers. */
    private Answer proved(Answer added, String name, long began) {
        return added instanceof Answer.Now(Outcome.Done done) ? health.echo(name, began) : added;
    }

    private static Answer both(String trouble, Answer onBackup) {
        return onBackup instanceof Answer.Now(Outcome.Failed(String more)) ? Answers.failed(trouble + "; " + more) : onBackup;
    }

    private Answer remove(List<InterfaceState> interfaces, long began) {
        stopAnnouncing();
        return holding.remove(interfaces, began);
    }

    private Answer removeBlindly(long began) {
        stopAnnouncing();
        return holding.removeBlindly(began);
    }

    private Answer announceAgain(List<InterfaceState> interfaces, long began) {
        if (!holding.isHeld() || wanted.place(interfaces).isEmpty()) {
            return Answers.failed("the address " + wanted.text() + " is not held by this node, so it is not announced");
        }
        announce(Caution.FULL);
        return done(began);
    }

    /** Announces now and for some seconds. After a restore that asked nobody, the network is asked at the end. */
    private void announce(Caution wasAsked) {
        holding.remember();
        stopAnnouncing();
        String name = holding.now().map(AddressAssignment::interfaceName).orElseGet(wanted.interfaceNames()::getFirst);
        announcements = Announcements.begin(wanted.address(), name, ports.announcer(), () -> holding.isHeldOn(name),
                wasAsked == Caution.NONE ? () -> askLate(name) : () -> {
                    // nothing more to do
                });
    }

    private void askLate(String name) {
        if (holding.isHeldOn(name) && ports.probe().probe(name, wanted.address(),
                DuplicateCheck.FULL) instanceof ProbeOutcome.Taken taken && holding.isHeldOn(name)) {
            context.signalFailure(Restore.conflict(wanted, name, taken));
        }
    }

    private void stopAnnouncing() {
        Announcements current = announcements;
        if (current != null) {
            current.stop();
        }
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
