/** The votes of this node: the file that keeps them, and the thread that asks, answers and renews. What is said is decided elsewhere. */
@NullMarked
package dev.vigil.server.voting;

import org.jspecify.annotations.NullMarked;
