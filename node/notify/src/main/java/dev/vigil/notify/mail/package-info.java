/** Receivers by mail: SMTP with STARTTLS or TLS. */
@NullMarked
package dev.vigil.notify.mail;

import org.jspecify.annotations.NullMarked;
