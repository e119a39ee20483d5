/** The one door to the configuration database: the journal is the truth, memory answers every read, H2 follows for queries. */
@NullMarked
package dev.vigil.lcd.store;

import org.jspecify.annotations.NullMarked;
