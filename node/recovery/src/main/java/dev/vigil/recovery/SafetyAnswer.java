package dev.vigil.recovery;

/** What the network says when it is asked whether anybody still serves at the addresses of a unit. Only the second forbids anything. */
public sealed interface SafetyAnswer {
    /** Nobody within the limit. */
    record Nobody() implements SafetyAnswer {}

    /** Another machine answers; {@code detail} is the address and who it is. */
    record Somebody(String detail) implements SafetyAnswer {}

    /** There was nothing to ask, or no way to ask it. */
    record Unknown(String detail) implements SafetyAnswer {}
}
