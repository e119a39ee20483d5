package dev.vigil.platform;

import dev.vigil.lcd.model.Ticks;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the kernel's gate open for the addresses of this node for as long as somebody proves, again and again, that the node may hold
 * them. Whoever stops proving has shut it, by standing still or by dying. Any thread may call.
 *
 * <p>A process that stands still between the look at the clock and the call to the kernel would open the gate late and for too long;
 * so the clock is looked at again behind each call, and what came late is shut at once.
 */
public final class AddressGate {
    private static final Duration INSTALL_AGAIN_AFTER = Duration.ofSeconds(5);

    private final KernelGate kernel;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<InetAddress> covered = new LinkedHashSet<>();
    private Ticks until = Ticks.ZERO;
    private Ticks installed = Ticks.ZERO;
    private boolean isInstalled;
    private boolean isShut;
    private volatile Optional<String> trouble = Optional.of("not put into the kernel yet");

    public AddressGate(KernelGate kernel, Clock clock) {
        this.kernel = kernel;
        this.clock = clock;
    }

    /**
     * Puts the gate into the kernel, shut for what stands there from an earlier run. Takes as long as starting a program does; nothing
     * is filtered before. Where there is no gate, {@link #trouble} tells why.
     */
    public void install(Collection<InetAddress> leftovers) {
        change(() -> {
            isInstalled = put(leftovers);
            refresh();
        });
    }

    /** Why the kernel does not hold the addresses; they then leave by their lifetime alone. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** To be called before the address is added: it answers as long as the others do. */
    void cover(InetAddress address) {
        change(() -> {
            if (covered.add(address) && isInstalled) {
                told(kernel.cover(address));
                refresh();
            }
        });
    }

    /** To be called when the address is gone. */
    void uncover(InetAddress address) {
        change(() -> {
            if (covered.remove(address) && isInstalled) {
                told(kernel.uncover(address));
            }
        });
    }

    /** Shuts it at once and keeps it shut until {@link #reopen}, whatever is proved. */
    void shut() {
        change(() -> {
            isShut = true;
            if (isInstalled) {
                told(kernel.shut());
            }
        });
    }

    /** It is as open again as has been proved. */
    void reopen() {
        change(() -> {
            isShut = false;
            refresh();
        });
    }

    /** The node may hold its addresses until this moment. */
    public void proved(Ticks moment) {
        change(() -> {
            until = moment;
            refresh();
        });
    }

    /** Takes the gate away; the addresses have been removed. */
    public void close() {
        change(() -> {
            if (isInstalled) {
                told(kernel.remove());
            }
            isInstalled = false;
        });
    }

    private void refresh() {
        Duration left = until.since(clock.now());
        if (!isInstalled || isShut || covered.isEmpty() || left.toMillis() < 1) {
            return;
        }
        Optional<SystemFault> fault = kernel.open(covered, left);
        // Whoever loads a firewall anew often empties all tables first, ours too.
        if (fault.isPresent() && clock.now().since(installed).compareTo(INSTALL_AGAIN_AFTER) > 0 && put(covered)) {
            fault = kernel.open(covered, left);
        }
        told(fault);
        if (until.isBefore(clock.now())) {
            told(kernel.shut());
        }
    }

    private boolean put(Collection<InetAddress> more) {
        Set<InetAddress> all = new LinkedHashSet<>(covered);
        all.addAll(more);
        installed = clock.now();
        told(kernel.install(all));
        return trouble.isEmpty();
    }

    private void change(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private void told(Optional<SystemFault> fault) {
        trouble = fault.map(SystemFault::toString);
    }
}
