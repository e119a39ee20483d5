package dev.vigil.kit;

import java.net.InetAddress;

/** An address that moves with a resource, and an interface of this node over which its neighbours are reached. */
public record ServedAddress(String interfaceName, InetAddress address) {}
