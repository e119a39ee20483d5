/** The running node: the controller's loop joined to the network, the kits, the database and the administration. Decides nothing. */
@NullMarked
package dev.vigil.server.wiring;

import org.jspecify.annotations.NullMarked;
