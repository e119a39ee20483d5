/** The generic application: any program, brought in and out of service by scripts that its administrator writes. */
@NullMarked
package dev.vigil.kits.generic;

import org.jspecify.annotations.NullMarked;
