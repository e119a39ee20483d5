package dev.vigil.server.rehearsal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.vigil.kits.ip.AddressWatch;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Timing;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressOutcome;
import dev.vigil.platform.Addresses;
import dev.vigil.platform.Announcer;
import dev.vigil.platform.Clock;
import dev.vigil.platform.DuplicateProbe;
import dev.vigil.platform.EchoProbe;
import dev.vigil.platform.LeaseListener;
import dev.vigil.platform.LeaseTerms;
import dev.vigil.platform.LeasedAddresses;
import dev.vigil.recovery.Cause;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.KitCallId;
import dev.vigil.server.kithost.Facilities;
import dev.vigil.server.kithost.KitCatalog;
import dev.vigil.server.kithost.KitHost;
import dev.vigil.server.kithost.KitLimits;

/** The address kit at work on the {@link PlayedNetwork}: in service, looked at, announced, out of service. For one thread. */
final class PlayedActions implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final List<Action> ACTIONS = List.of(Action.RESTORE, Action.QUICK_CHECK, Action.ANNOUNCE, Action.REMOVE);
    private static final InstanceRow ADDRESS = new InstanceRow(new Tag("practice"), new NodeId("practice"), "192.0.2.1", "",
            new Priority(1), InstanceRow.Checks.NONE,
            new TreeMap<>(Map.of("interface", PlayedNetwork.INTERFACE, "prefix", "24")));
    private static final ResourceRow RESOURCE = new ResourceRow(ADDRESS.tag(), new TypeId("ip"), new UnitId("practice"),
            Initialization.INIT_ISP, Switchback.INTELLIGENT, true);

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final LeasedAddresses leases;
    private final KitHost kits;
    private long calls;

    PlayedActions(KitCatalog catalog, Clock clock) {
        PlayedNetwork network = new PlayedNetwork();
        AddressWatch watch = new AddressWatch();
        leases = LeasedAddresses.start(network, clock, LeaseTerms.usual(LIMIT), new Unheard());
        kits = new KitHost(catalog,
                Facilities.NONE.with(Addresses.class, network).with(LeasedAddresses.class, leases).with(Announcer.class, network)
                        .with(DuplicateProbe.class, network).with(EchoProbe.class, network)
                        .with(AddressWatch.class, watch),
                KitLimits.DEFAULT, () -> Timing.FAST, events::add);
    }

    /** Plays it once; returns how many of the actions were done. */
    int play() throws InterruptedException {
        int done = 0;
        for (Action action : ACTIONS) {
            calls++;
            kits.call(new Decision.CallKit(new KitCallId(calls), new Decision.Target(RESOURCE, ADDRESS), action, LIMIT,
                    Cause.NODE_FAILURE));
            Event event = events.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            done += event instanceof Event.KitFinished finished && finished.outcome() instanceof Outcome.Done ? 1 : 0;
        }
        return done;
    }

    @Override
    public void close() {
        kits.close();
        leases.close();
    }

    /** Nobody owns what is held here. */
    private static final class Unheard implements LeaseListener {
        @Override
        public void stalled(Duration late, List<AddressAssignment> suspended) {}

        @Override
        public void lost(AddressAssignment assignment) {}

        @Override
        public void troubled(AddressAssignment assignment, AddressOutcome outcome) {}

        @Override
        public void broken(RuntimeException mistake) {}
    }
}
