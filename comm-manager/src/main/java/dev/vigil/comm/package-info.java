/** The communication manager: heartbeats and reliable messages between the nodes of a cluster. */
@NullMarked
package dev.vigil.comm;

import org.jspecify.annotations.NullMarked;
