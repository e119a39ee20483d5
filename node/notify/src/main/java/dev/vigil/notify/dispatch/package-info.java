/** Telling receivers without waiting for any: queues with limits, folding, repeated tries, figures. */
@NullMarked
package dev.vigil.notify.dispatch;

import org.jspecify.annotations.NullMarked;
