/**
 * The journal of the configuration database: what is stored here is forced to disk before anybody is told so. It is the truth from which
 * everything else is rebuilt. It touches files through {@link dev.vigil.lcd.journal.FilePort} only.
 */
@NullMarked
package dev.vigil.lcd.journal;

import org.jspecify.annotations.NullMarked;
