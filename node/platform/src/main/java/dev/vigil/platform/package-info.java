/** What the node asks of the operating system, as neutral ports; each operating system answers in a package of its own. */
@NullMarked
package dev.vigil.platform;

import org.jspecify.annotations.NullMarked;
