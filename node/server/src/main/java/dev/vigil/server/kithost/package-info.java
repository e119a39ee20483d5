/**
 * Carries out the controller's kit calls: keeps the agents of the resources open, gives every call its thread, its turn and its limit,
 * and answers each by exactly one event. Decides nothing about resources.
 */
@NullMarked
package dev.vigil.server.kithost;

import org.jspecify.annotations.NullMarked;
