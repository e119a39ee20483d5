package dev.vigil.platform;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * A filter in the kernel that lets covered addresses answer only for a time that was given to them, and then shuts by itself, whether or
 * not any process of this product runs. Each method is one change of the kernel's tables, made wholly or not at all, in well under a
 * millisecond. Any thread may call. A fault is returned, never thrown.
 */
public interface KernelGate {
    /**
     * Puts the filter into the kernel, shut for these addresses and without meaning for all others; what an earlier life of this gate
     * has left there is replaced. To be called before everything else; may take tens of milliseconds. Answers why this system has no
     * such filter, or nothing if it has.
     */
    Optional<SystemFault> install(Collection<InetAddress> covered);

    /** From now on the address answers only while the gate is open for it. Covering it twice changes nothing. */
    Optional<SystemFault> cover(InetAddress address);

    /** The address is nobody's concern here any more; an address that is not covered is left as it is. */
    Optional<SystemFault> uncover(InetAddress address);

    /**
     * Opens the gate for exactly these addresses, for so long from the moment at which the kernel hears it; shut for all others.
     *
     * @param lasting whole milliseconds count; at least one
     */
    Optional<SystemFault> open(Collection<InetAddress> addresses, Duration lasting);

    /** Shuts the gate for all covered addresses. Does nothing where no gate is installed. */
    Optional<SystemFault> shut();

    /** Takes the filter out of the kernel; the addresses must have been removed before, for now they would answer. */
    Optional<SystemFault> remove();
}
