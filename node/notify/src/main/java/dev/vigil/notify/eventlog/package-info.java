/** The event log of Windows. */
@NullMarked
package dev.vigil.notify.eventlog;

import org.jspecify.annotations.NullMarked;
