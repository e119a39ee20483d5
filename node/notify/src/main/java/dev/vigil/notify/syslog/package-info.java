/** Receivers by syslog: RFC 5424 over UDP, TCP or TLS. */
@NullMarked
package dev.vigil.notify.syslog;

import org.jspecify.annotations.NullMarked;
