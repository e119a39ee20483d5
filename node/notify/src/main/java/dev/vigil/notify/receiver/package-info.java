/** Who is told, and how a way of telling looks from outside. */
@NullMarked
package dev.vigil.notify.receiver;

import org.jspecify.annotations.NullMarked;
