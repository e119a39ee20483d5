package dev.vigil.platform;

import java.time.Duration;

/** What became of the wish to hold an address. */
public sealed interface HoldOutcome {
    /** The address stands and is renewed from now on. The caller announces it. */
    record Held(Duration took) implements HoldOutcome {}

    /** Not added: everything is suspended until {@link LeasedAddresses#resume}, which will not add this one. */
    record Suspended() implements HoldOutcome {}

    /** Not added, for the reason in the outcome. */
    record Refused(AddressOutcome outcome) implements HoldOutcome {}
}
