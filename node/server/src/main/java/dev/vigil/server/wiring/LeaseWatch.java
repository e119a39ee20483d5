package dev.vigil.server.wiring;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.kits.ip.AddressWatch;
import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressOutcome;
import dev.vigil.platform.LeaseListener;
import dev.vigil.platform.Scheduling;
import dev.vigil.recovery.Event;

/** Passes on what happens to leased addresses by itself: a stall to the controller, a loss to the address's own agent. */
final class LeaseWatch implements LeaseListener {
    private static final Duration ENDED = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);

    private final Consumer<Event> events;
    private final AddressWatch agents;
    private final Scheduling scheduling;

    LeaseWatch(Consumer<Event> events, AddressWatch agents, Scheduling scheduling) {
        this.events = events;
        this.agents = agents;
        this.scheduling = scheduling;
    }

    @Override
    public void begun() {
        scheduling.favour();
    }

    @Override
    public void stalled(Duration late, List<AddressAssignment> suspended) {
        LOG.warn("addresses-suspended late-ms={} addresses={}", late.toMillis(), suspended);
        events.accept(new Event.SelfStalled(late));
    }

    @Override
    public void lost(AddressAssignment assignment) {
        LOG.warn("address-lost address={}", assignment);
        agents.lost(assignment);
    }

    @Override
    public void troubled(AddressAssignment assignment, AddressOutcome outcome) {
        LOG.warn("address-trouble address={} outcome={}", assignment, outcome);
    }

    @Override
    public void broken(RuntimeException mistake) {
        LOG.error("address-renewal-ended: the addresses of this node leave by their lifetime", mistake);
        events.accept(new Event.SelfStalled(ENDED));
    }
}
