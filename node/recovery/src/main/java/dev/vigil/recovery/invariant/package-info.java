/**
 * What must hold whatever happens: one class for each invariant, shared by golden cases and simulator. They judge by what kits really
 * do and disks really hold, never by what a controller believes.
 */
@NullMarked
package dev.vigil.recovery.invariant;

import org.jspecify.annotations.NullMarked;
