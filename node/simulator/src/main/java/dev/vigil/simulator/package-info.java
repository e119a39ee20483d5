/**
 * A whole cluster under one seed: real controllers and real heartbeat machines over a simulated network, disks, kits and clocks. Pure:
 * the same scenario gives the same trace on every machine.
 */
@NullMarked
package dev.vigil.simulator;

import org.jspecify.annotations.NullMarked;
