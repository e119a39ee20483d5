/** The figures of a node for Prometheus: counted from what passes by, read from what is; nothing of the node waits for them. */
@NullMarked
package dev.vigil.server.metrics;

import org.jspecify.annotations.NullMarked;
