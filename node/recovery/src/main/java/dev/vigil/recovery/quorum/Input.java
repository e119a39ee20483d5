package dev.vigil.recovery.quorum;

/** What a {@link Member} learns. */
public sealed interface Input {
    record Heard(Letter letter) implements Input {}

    /** Time has passed; what was not answered is said again. */
    record Ticked() implements Input {}

    /** The unit shall come in service here: ask whether it may. */
    record Wanted() implements Input {}

    /** Take it without asking first, as after a planned move whose former owner has released it. */
    record Taken() implements Input {}

    /** The unit shall leave this node. */
    record Unwanted() implements Input {}

    /** All of the unit is confirmed out on this node, and nothing of it is about to start. */
    record ConfirmedOut() implements Input {}

    /** This process, or its host, did not run for a time that nobody knows. */
    record Woke() implements Input {}

    /** These vote from now on; for the voter alone. */
    record Adopted(VoterSet next) implements Input {}

    /** The voter has come to vote with others than {@code before}. */
    record Exchanged(VoterSet before) implements Input {}
}
