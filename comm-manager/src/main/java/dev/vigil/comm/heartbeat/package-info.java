/** Liveness: pure state machines per path and per peer. No clock, no thread, no network. */
@NullMarked
package dev.vigil.comm.heartbeat;

import org.jspecify.annotations.NullMarked;
