/** The only home of Netty on the way between nodes: sockets, seals, frames, and the loop that drives the pure machines. */
@NullMarked
package dev.vigil.comm.netty;

import org.jspecify.annotations.NullMarked;
