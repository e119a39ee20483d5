package dev.vigil.platform;

import java.time.Duration;

/** What became of the wish to add, renew or remove an address. */
public sealed interface AddressOutcome {
    /** It is so now, in the kernel. */
    record Done(Duration took) implements AddressOutcome {}

    /** Not added: the address stood there already, put there by somebody else or by an earlier run. */
    record AlreadyPresent() implements AddressOutcome {}

    /** Not renewed or removed: the address does not stand there. */
    record NotPresent() implements AddressOutcome {}

    /** Not renewed or removed: the address stands there, but this object did not add it and was not told to touch it. */
    record NotOurs() implements AddressOutcome {}

    /** The system refused; nothing was changed. */
    record Failed(SystemFault fault) implements AddressOutcome {}

    /** The system did not answer in time: nobody knows whether it was done. */
    record Unknown(SystemFault fault) implements AddressOutcome {}
}
