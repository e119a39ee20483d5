/** What people are told of: notes and standing alarms become notices, told by one node, and again by another if nobody did. */
@NullMarked
package dev.vigil.server.notify;

import org.jspecify.annotations.NullMarked;
