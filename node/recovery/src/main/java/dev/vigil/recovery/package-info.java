/**
 * The recovery controller: decides everything and sees nothing. Pure: no clock, thread, socket, logger, randomness, and no collection
 * whose order changes between runs.
 */
@NullMarked
package dev.vigil.recovery;

import org.jspecify.annotations.NullMarked;
