/** Receivers by a webhook: HTTPS POST of JSON, signed. */
@NullMarked
package dev.vigil.notify.webhook;

import org.jspecify.annotations.NullMarked;
