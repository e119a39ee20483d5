package dev.vigil.platform;

import java.net.InetAddress;

/**
 * Tells the neighbours that an address lives on this machine now, so that they replace what they remember. Any thread may call; a call
 * does not wait for the network, does not throw, and sends once. Frames may be lost and switches may be slow: to repeat is the caller's.
 */
public interface Announcer {
    /**
     * Broadcasts that the address is at the hardware address of the interface, as a question and as an answer, since some neighbours
     * heed only one of them. Does not check that the interface has the address.
     */
    Announcement announce(String interfaceName, InetAddress address);
}
