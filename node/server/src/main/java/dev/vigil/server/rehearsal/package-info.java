/**
 * What a node practises after its start, in memory, so that the one failover of its life does not run through code for the first time.
 */
@NullMarked
package dev.vigil.server.rehearsal;

import org.jspecify.annotations.NullMarked;
