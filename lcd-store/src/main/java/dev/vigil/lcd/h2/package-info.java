/**
 * The database that queries and tools see: H2, brought up from the journal and never the truth. Whatever is wrong with it, it is moved
 * aside and built again.
 */
@NullMarked
package dev.vigil.lcd.h2;

import org.jspecify.annotations.NullMarked;
