package dev.vigil.platform;

import java.time.Duration;
import java.util.List;

/**
 * Hears what happens to leased addresses without being asked for. Called on the renewal thread or on the thread that noticed it, while no
 * lock is held; must return at once and must not throw.
 */
public interface LeaseListener {
    /** The renewal thread begins: before every other call on it. */
    default void begun() {}

    /**
     * This process stood still for too long: all held addresses have been removed and wait for {@link LeasedAddresses#resume}. Said also
     * when none was held: a decision to hold one may be older than the delay, so nothing can be held until {@code resume} is called by
     * whoever decides, after it has heard this.
     */
    void stalled(Duration late, List<AddressAssignment> suspended);

    /** Somebody took the address away: it is no longer held, and was not added again. */
    void lost(AddressAssignment assignment);

    /** The system refused a renewal or the removal of a suspended address; it is tried again at the next turn. */
    void troubled(AddressAssignment assignment, AddressOutcome outcome);

    /** The renewal thread has ended by a mistake of this program: held addresses were removed or leave by their lifetime. */
    void broken(RuntimeException mistake);
}
