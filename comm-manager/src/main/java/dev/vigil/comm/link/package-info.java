/** The ordered, exactly-once stream of messages between two lives of two nodes: pure, no socket, no clock, no thread. */
@NullMarked
package dev.vigil.comm.link;

import org.jspecify.annotations.NullMarked;
