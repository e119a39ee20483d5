package dev.vigil.platform;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * An address that stands on an interface now.
 *
 * @param remaining how long the kernel will keep it, in whole seconds; empty when it has no end
 * @param isMarked true when it carries the mark of this product: a node, this or an earlier run or another on the same machine, has
 *            added it. False proves nothing: older kernels keep no mark
 */
public record InterfaceAddress(InetAddress address, int prefixLength, Optional<Duration> remaining, boolean isMarked) {}
