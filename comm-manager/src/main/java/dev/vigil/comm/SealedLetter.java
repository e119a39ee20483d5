package dev.vigil.comm;

import java.net.InetSocketAddress;

/**
 * A letter to a peer as it goes over one path, for somebody else to send: {@link CommManager#sealed}.
 *
 * @param datagram in base 64
 */
public record SealedLetter(InetSocketAddress to, String datagram) {}
