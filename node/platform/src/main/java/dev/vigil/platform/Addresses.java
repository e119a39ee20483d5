package dev.vigil.platform;

import java.util.List;

/**
 * Adds and removes addresses of this machine. Any thread may call; calls take turns inside and end within {@link #LIMIT_SECONDS} each.
 * No method throws for what the system says. What a method reports as done has happened in the kernel, and nothing of it survives a
 * restart of the machine.
 *
 * <p>An address that this object did not add is never renewed or removed, except by {@link #removeAnyway}. It forgets with the process:
 * after a restart the addresses of the earlier run are somebody else's, until they end by their lifetime or are removed anyway.
 */
public interface Addresses {
    /** How long one call waits for the system before it answers that nobody knows. */
    int LIMIT_SECONDS = 1;

    /** All interfaces with their addresses and whether the cable is in. */
    InterfaceListing interfaces();

    /** Puts the address on the interface, without asking the network for a duplicate and without announcing it. */
    AddressOutcome add(AddressAssignment assignment);

    /**
     * Gives an address that this object has added the lifetime of the argument, counted from now. {@code NotPresent} when it is gone;
     * it is not added again, since a node that slept may no longer own it. (Linux cannot make the look and the change one step: a
     * process stopped between the two adds the address for one more lifetime, which is why {@link LeasedAddresses} looks at its
     * clock again afterwards.)
     */
    AddressOutcome renew(AddressAssignment assignment);

    /**
     * Takes as added by this object what an earlier run has left on purpose, with the lifetime of the argument, counted from now;
     * {@code NotPresent} when it is not there.
     */
    AddressOutcome adopt(AddressAssignment assignment);

    /**
     * Takes an address away that this object has added. Its other addresses on the interface stay: where the system takes some of them
     * away together with this one, they are put back at once.
     */
    AddressOutcome remove(AddressAssignment assignment);

    /** Takes several away that this object has added, none of which is put back meanwhile; the outcomes stand in the same order. */
    List<AddressOutcome> removeAll(List<AddressAssignment> assignments);

    /** Takes an address away whoever added it: for the operator, and for what an earlier run left behind. */
    AddressOutcome removeAnyway(AddressAssignment assignment);

    /** Whether exactly this address with this prefix length stands on this interface; lifetimes are not compared. */
    AddressPresence isPresent(AddressAssignment assignment);
}
