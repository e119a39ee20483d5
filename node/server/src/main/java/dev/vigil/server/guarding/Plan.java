package dev.vigil.server.guarding;

import java.util.function.Predicate;

import dev.vigil.lcd.model.TypeId;
import dev.vigil.platform.guard.Guard;

/**
 * How a node is guarded.
 *
 * @param isOn whether there is a guard at all
 * @param isKillable whether resources of a type run in programs of their own
 */
public record Plan(boolean isOn, Guard.Settings settings, Predicate<TypeId> isKillable) {}
