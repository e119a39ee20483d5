package dev.vigil.server.settings;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.vigil.platform.Halt;

import org.jspecify.annotations.Nullable;

/**
 * The guard of a node.
 *
 * @param isOn whether there is one
 * @param halt what it does when it cannot end something
 */
public record GuardSettings(boolean isOn, Halt.Method halt) {
    public static final GuardSettings DEFAULT = new GuardSettings(true, Halt.Method.OFF);

    static GuardSettings of(@Nullable Object guard, @Nullable Object halt) {
        return new GuardSettings(guard == null ? DEFAULT.isOn() : isOn(guard), halt == null ? DEFAULT.halt() : method(halt));
    }

    private static boolean isOn(Object guard) {
        return switch (guard.toString()) {
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> throw new IllegalArgumentException("guard is " + guard + "; it is on or off");
        };
    }

    private static Halt.Method method(Object halt) {
        return Stream.of(Halt.Method.values()).filter(method -> method.word().equals(halt.toString())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("guard-halt is " + halt + "; it is one of "
                        + Stream.of(Halt.Method.values()).map(Halt.Method::word).collect(Collectors.joining(", "))));
    }

    /** Its lines in the file; what is usual is left out. */
    String text() {
        return (isOn ? "" : "guard: off\n")
                + (halt == DEFAULT.halt() ? "" : "guard-halt: " + halt.word() + "\n");
    }
}
