/**
 * Who may own a unit when a majority decides: voter, candidate and owner as values, with time as an argument. They know nothing of the
 * controller; whoever drives them carries out their {@link dev.vigil.recovery.quorum.Effect effects} in order.
 */
@NullMarked
package dev.vigil.recovery.quorum;

import org.jspecify.annotations.NullMarked;
