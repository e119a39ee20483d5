package dev.vigil.platform.guard;

/**
 * A datagram that the guard sends when its node is over and all that it held has been ended: what it means was made by the node before.
 *
 * @param host in digits
 * @param datagram in base 64
 */
public record LastWord(String host, int port, String datagram) {}
