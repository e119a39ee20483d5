/** The controller's thread: takes events, asks the pure controller, carries its decisions out in order. */
@NullMarked
package dev.vigil.server.loop;

import org.jspecify.annotations.NullMarked;
