package dev.vigil.platform;

import java.net.InetAddress;
import java.util.Arrays;
import java.time.Duration;
import java.util.Optional;

/**
 * An address that stands on an interface now.
 *
 * @param remaining how long the kernel will keep it, in whole seconds; empty when it has no end
 * @param isMarked true when it carries the mark of this product: a node, this or an earlier run or another on the same machine, has
 *            added it. False proves nothing: older kernels keep no mark
 * @param isDuplicate true when the system does not use it, since it has found another machine with it
 */
public record InterfaceAddress(InetAddress address, int prefixLength, Optional<Duration> remaining, boolean isMarked,
        boolean isDuplicate) {
    /** One that the system uses. */
    public InterfaceAddress(InetAddress address, int prefixLength, Optional<Duration> remaining, boolean isMarked) {
        this(address, prefixLength, remaining, isMarked, false);
    }

    /** Whether another address belongs to the network of this one. One that stands alone has only itself in its network. */
    public boolean hasInItsNetwork(InetAddress other) {
        byte[] own = address.getAddress();
        byte[] asked = other.getAddress();
        if (own.length != asked.length || prefixLength == 0 || address.equals(other)) {
            return false;
        }
        int whole = prefixLength / Byte.SIZE;
        boolean isAlike = Arrays.equals(own, 0, whole, asked, 0, whole);
        int rest = prefixLength % Byte.SIZE;
        return isAlike && (rest == 0 || (own[whole] ^ asked[whole]) >> Byte.SIZE - rest == 0);
    }
}
