/** How a node comes into a cluster: founding one, joining one, admitting another. */
@NullMarked
package dev.vigil.server.membership;

import org.jspecify.annotations.NullMarked;
