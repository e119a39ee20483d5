/** The ports on Linux: netlink, packet sockets, process trees. Beside {@code platform.windows} the only home of JNA. */
@NullMarked
package dev.vigil.platform.posix;

import org.jspecify.annotations.NullMarked;
