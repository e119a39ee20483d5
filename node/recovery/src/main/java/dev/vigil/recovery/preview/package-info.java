/**
 * What would follow from a failure or a wish: the controllers of all living nodes are run in memory, from the view of one of them. Pure,
 * like the controller; nothing of what is decided is carried out.
 */
@NullMarked
package dev.vigil.recovery.preview;

import org.jspecify.annotations.NullMarked;
