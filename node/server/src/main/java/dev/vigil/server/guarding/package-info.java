/** What the node does for its guard and for the kernel's gate: proves in time that it may hold what it holds, and says what that is. */
@NullMarked
package dev.vigil.server.guarding;

import org.jspecify.annotations.NullMarked;
