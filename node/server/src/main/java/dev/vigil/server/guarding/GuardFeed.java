package dev.vigil.server.guarding;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressGate;
import dev.vigil.platform.InterfaceListing;
import dev.vigil.platform.LeasedAddresses;
import dev.vigil.platform.Platform;
import dev.vigil.platform.guard.Charge;
import dev.vigil.platform.guard.Deadline;
import dev.vigil.platform.guard.Guard;
import dev.vigil.platform.guard.LastWord;
import dev.vigil.platform.guard.Report;
import dev.vigil.recovery.Event;
import dev.vigil.server.kithost.Holders;

/**
 * The thread that proves, again and again, that the controller turns: to the kernel's gate and to the guard. Both act by themselves when
 * it stops. With quorum off, what is proved holds for nine tenths of the detection time, since the peers take over at its end; by
 * majority it holds for what is left of the lease.
 */
public final class GuardFeed implements AutoCloseable {
    private static final int FEEDS_PER_DETECTION = 10;
    private static final Logger LOG = LoggerFactory.getLogger(GuardFeed.class);

    private final Platform platform;
    private final AddressGate gate;
    private final LeasedAddresses addresses;
    private final Node node;
    private final ChargeOf charges;
    private final GuardWatch watch;
    private final Optional<Guard> guard;
    private final Consumer<Event> events;
    private final Guard.Settings settings;
    private final Thread thread;
    private volatile Charge charge = Charge.NOTHING;
    private Looked looked = new Looked(Revision.ZERO, Revision.ZERO, List.of(), List.of(), Set.of());
    private final RestartNote note;
    private volatile boolean isClosed;
    private boolean isNoteTaken;

    /** What it looks at in each turn: all of it may be asked from any thread. */
    public record Node(Supplier<LcdState> lcd, Supplier<Ticks> turned, Supplier<Duration> detection,
            Supplier<Optional<Lease>> lease, Supplier<List<LastWord>> lastWords) {}

    /**
     * Until when the voters let this node hold what it owns.
     *
     * @param units for which it holds
     * @param isInDoubt whether nothing of it may be served until they have renewed it
     */
    public record Lease(Set<UnitId> units, Ticks kill, Ticks out, boolean isInDoubt) {}

    /** From what the charge was made. */
    private record Looked(Revision config, Revision status, List<AddressAssignment> addresses, List<LastWord> lastWords,
            Set<UnitId> leased) {}

    /** What it guards. */
    public record Held(AddressGate gate, LeasedAddresses addresses, Holders holders, RestartNote note) {}

    /** {@code isOn}: whether there is to be a guard; the gate is kept in any case. */
    public GuardFeed(Platform platform, Held held, Node node, Plan plan, Consumer<Event> events) {
        this.platform = platform;
        this.gate = held.gate();
        this.addresses = held.addresses();
        this.note = held.note();
        this.isNoteTaken = note.read().isEmpty();
        this.node = node;
        this.events = events;
        this.settings = plan.settings();
        this.charges = new ChargeOf(held.holders().node(), held.holders(), plan.isKillable());
        this.watch = new GuardWatch(events, this::charged, pid -> attempt());
        this.guard = plan.isOn() ? Optional.of(new Guard(platform, plan.settings(), watch)) : Optional.empty();
        this.thread = Thread.ofPlatform().name("vigil-guard-feed").daemon().unstarted(this::work);
    }

    public void start() {
        thread.start();
    }

    public GuardFigures figures() {
        return new GuardFigures(guard.isPresent(), guard.filter(Guard::isWatching).isPresent(), watch.deaths(), watch.acts(),
                watch.killBudget(), gate.trouble());
    }

    /**
     * RC-110: the guard waits for the next life of this node until this moment, and the gate stays open as long. To be called instead of
     * {@link #close}; false when there is no guard that waits, which then acts at the end of this process.
     */
    public boolean leave(Ticks until) {
        end();
        gate.proved(until);
        return guard.filter(there -> {
            there.charge(charges.of(node.lcd().get(), addresses.held(), List.of(), leased()));
            return there.leave(until, note.file());
        }).isPresent();
    }

    private void end() {
        isClosed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** The guard acts now on what this node still holds, and the gate goes with the last address. */
    @Override
    public void close() {
        end();
        guard.ifPresent(there -> {
            there.charge(charges.of(node.lcd().get(), List.of(), node.lastWords().get(), leased()));
            there.close();
        });
        gate.close();
    }

    private void work() {
        if (node.lease().get().isEmpty()) {
            gate.proved(provedUntil(node.turned().get(), node.detection().get())); // what was adopted answers at once
        }
        gate.install(leftovers());
        gate.trouble().ifPresent(why -> LOG.warn("gate-missing: addresses leave by their lifetime alone; {}", why));
        EarlierGuard.report(settings.log()).ifPresent(events);
        platform.scheduling().favour();
        while (!isClosed) {
            Duration detection = node.detection().get();
            feed(detection);
            takeNote();
            LockSupport.parkNanos(detection.toNanos() / FEEDS_PER_DETECTION);
        }
    }

    /** From now on this node's own guard answers for what an earlier life has left. */
    private void takeNote() {
        if (isNoteTaken || !figures().isWatching() && figures().isWanted()) {
            return;
        }
        isNoteTaken = true;
        if (!note.take()) { // the earlier guard was sooner
            events.accept(new Event.GuardActed(Report.Reason.NODE_ENDED.word(), charged(), charged().size(), 0));
        }
    }

    private static Ticks provedUntil(Ticks turned, Duration detection) {
        return turned.plus(detection.multipliedBy(FEEDS_PER_DETECTION - 1).dividedBy(FEEDS_PER_DETECTION));
    }

    private void feed(Duration detection) {
        Optional<Lease> lease = node.lease().get();
        if (lease.isPresent()) {
            feed(lease.get());
            return;
        }
        Ticks turned = node.turned().get();
        Ticks until = provedUntil(turned, detection);
        gate.proved(until);
        guard.ifPresent(there -> {
            there.charge(currentCharge());
            there.feed(new Deadline(until, turned.plus(detection), detection));
        });
    }

    /** RC-54: the end of a lease is a promise to other nodes, so that a machine that stood still is given no time. */
    private void feed(Lease lease) {
        gate.proved(lease.isInDoubt() ? Ticks.ZERO : lease.out());
        guard.ifPresent(there -> {
            there.charge(currentCharge());
            there.feed(new Deadline(lease.kill(), lease.out(), Duration.ZERO));
        });
    }

    /** Thousands of resources are not gone through for nothing. */
    private Charge currentCharge() {
        LcdState lcd = node.lcd().get();
        Looked now = new Looked(lcd.config().number(), lcd.status(charges.self()).revision(), addresses.held(),
                node.lastWords().get(), leased());
        if (!now.equals(looked)) {
            looked = now;
            charge = charges.of(lcd, now.addresses(), now.lastWords(), now.leased());
        }
        return charge;
    }

    private Set<UnitId> leased() {
        return node.lease().get().map(Lease::units).orElse(Set.of());
    }

    private SortedSet<Tag> charged() {
        SortedSet<Tag> tags = new TreeSet<>();
        charge.holders().forEach(holder -> tags.add(Holders.tag(holder)));
        return tags;
    }

    /** Addresses that this product has put there and nobody renews. */
    private List<InetAddress> leftovers() {
        return switch (platform.addresses().interfaces()) {
            case InterfaceListing.Failed failed -> List.of();
            case InterfaceListing.Listed(var interfaces) -> interfaces.stream().flatMap(on -> on.addresses().stream())
                    .filter(address -> address.isMarked() && address.remaining().isPresent()).map(address -> address.address())
                    .toList();
        };
    }

    private void attempt() {
        Thread.ofPlatform().name("guard-trial").daemon().start(() -> {
            try {
                KillTrial.run(platform.processes(), holder -> guard.ifPresent(there -> there.attempt(holder)));
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
