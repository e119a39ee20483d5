/** Fence agents as the ClusterLabs interface has them: programs that read their options from their input. */
@NullMarked
package dev.vigil.server.fencing;

import org.jspecify.annotations.NullMarked;
