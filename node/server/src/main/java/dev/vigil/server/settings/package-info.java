/** What a node knows before its database opens: its home folder and the few lines of its configuration file. */
@NullMarked
package dev.vigil.server.settings;

import org.jspecify.annotations.NullMarked;
