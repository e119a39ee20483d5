/**
 * What a recovery kit implements. The shape is that of Microsoft's resource model: an agent per resource instance, actions that answer
 * at once or go pending, a terminate that may come at any moment, and failures that a kit may report by itself.
 */
@NullMarked
package dev.vigil.kit;

import org.jspecify.annotations.NullMarked;
