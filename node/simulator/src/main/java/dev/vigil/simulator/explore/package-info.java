/**
 * Every history of a small world, two nodes and a witness with one unit: each word lost, repeated, late; crashes, pauses, old disks. It
 * drives the machines of {@code dev.vigil.recovery.quorum} themselves and judges what really runs.
 */
@NullMarked
package dev.vigil.simulator.explore;

import org.jspecify.annotations.NullMarked;
