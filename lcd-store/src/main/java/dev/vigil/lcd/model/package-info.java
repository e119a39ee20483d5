/** The words of the configuration database as immutable values: pure, no input or output, no clock. */
@NullMarked
package dev.vigil.lcd.model;

import org.jspecify.annotations.NullMarked;
