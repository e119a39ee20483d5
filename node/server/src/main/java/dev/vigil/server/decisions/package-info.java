/** The decision journal: what a running node learns and decides, kept as golden cases, and lived through once more. */
@NullMarked
package dev.vigil.server.decisions;

import org.jspecify.annotations.NullMarked;
