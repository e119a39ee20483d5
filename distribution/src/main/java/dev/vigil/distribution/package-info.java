/** The demonstration: a cluster of two on this machine, started from the assembled package, and ended hard. */
@NullMarked
package dev.vigil.distribution;

import org.jspecify.annotations.NullMarked;
