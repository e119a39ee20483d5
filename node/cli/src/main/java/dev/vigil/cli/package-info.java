/** The command line {@code vigil}: asks the administration of a node in JSON over HTTPS and prints what a person reads. */
@NullMarked
package dev.vigil.cli;

import org.jspecify.annotations.NullMarked;
