/** The safety check: questions to the network whether anybody still serves at the addresses of a unit. */
@NullMarked
package dev.vigil.server.safety;

import org.jspecify.annotations.NullMarked;
