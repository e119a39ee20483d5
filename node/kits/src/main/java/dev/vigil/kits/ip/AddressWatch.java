package dev.vigil.kits.ip;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.vigil.platform.AddressAssignment;

/** Passes on to the agent of an address that somebody took it away. The node's lease listener calls {@link #lost}; any thread may. */
public final class AddressWatch {
    private final Map<InetAddress, Runnable> watchers = new ConcurrentHashMap<>();

    /** Tells whoever watches this address; returns at once. */
    public void lost(AddressAssignment assignment) {
        Runnable watcher = watchers.get(assignment.address());
        if (watcher != null) {
            watcher.run();
        }
    }

    /** From now on {@code watcher} hears of it, and nobody else; it must not block. */
    void watch(InetAddress address, Runnable watcher) {
        watchers.put(address, watcher);
    }

    /** Forgets this watcher, if it is still the one. */
    void forget(InetAddress address, Runnable watcher) {
        watchers.remove(address, watcher);
    }
}
