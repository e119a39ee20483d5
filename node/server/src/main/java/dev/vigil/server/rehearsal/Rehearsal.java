package dev.vigil.server.rehearsal;

import java.net.InetAddress;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressPresence;
import dev.vigil.platform.Platform;
import dev.vigil.server.kithost.KitCatalog;

/**
 * Lets a node that has just started go through a failover in memory, some times over, on a thread of its own: code that runs for the
 * first time has to be loaded and linked first, and a failover is by nature the first one. Nothing outside of this process is changed:
 * of the machine's own network only questions are asked, and changes wished that it refuses.
 */
public final class Rehearsal implements AutoCloseable {
    private static final int ROUNDS = 40;
    private static final int LOOPBACK_PREFIX = 8;
    private static final long END_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private final Platform platform;
    private final KitCatalog catalog;
    private final Thread thread;
    private volatile boolean isClosed;

    public Rehearsal(Platform platform, KitCatalog catalog) {
        this.platform = platform;
        this.catalog = catalog;
        this.thread = Thread.ofPlatform().name("vigil-rehearsal").daemon().unstarted(this::work);
    }

    /** Returns at once. To be called when the node has nothing more urgent to do. */
    public void begin() {
        thread.start();
    }

    /** Lets the round that is being played end, and no other begin. */
    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        long began = System.nanoTime();
        int rounds = 0;
        try (PlayedActions actions = new PlayedActions(catalog, platform.clock())) {
            while (rounds < ROUNDS && !isClosed) {
                new PlayedCluster().play();
                actions.play();
                askTheMachine();
                rounds++;
            }
            LOG.debug("rehearsed rounds={} took-ms={}", rounds, (System.nanoTime() - began) / 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("rehearsal-failed: the first failover of this node may be slower", e);
        }
    }

    /** The address of the loopback interface stands there already, so that it is neither added nor, being nobody's, removed. */
    private void askTheMachine() {
        AddressAssignment loopback = new AddressAssignment("lo", InetAddress.getLoopbackAddress(), LOOPBACK_PREFIX,
                Optional.empty());
        if (platform.addresses().isPresent(loopback) instanceof AddressPresence.Present) {
            platform.addresses().add(loopback);
            platform.addresses().remove(loopback);
            platform.announcer().announce(loopback.interfaceName(), loopback.address());
        }
    }
}
