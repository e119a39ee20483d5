/** Receivers by SNMP: traps and informs, version 2c and 3. */
@NullMarked
package dev.vigil.notify.snmp;

import org.jspecify.annotations.NullMarked;
