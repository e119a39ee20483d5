/** Looks at a machine and its node for what would make a failover late or wrong: each check measures, and a pure function judges. */
@NullMarked
package dev.vigil.cli.doctor;

import org.jspecify.annotations.NullMarked;
