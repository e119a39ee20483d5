/**
 * One grammar for what the controller learns and decides: golden cases, the simulator's trace and the decision journal of a running
 * node. Pure, like the controller.
 */
@NullMarked
package dev.vigil.recovery.text;

import org.jspecify.annotations.NullMarked;
