/** The guard: a small process beside the node that ends what the node held when the node itself no longer can. */
@NullMarked
package dev.vigil.platform.guard;

import org.jspecify.annotations.NullMarked;
