package dev.vigil.platform;

/** Whether an address stands on an interface. */
public sealed interface AddressPresence {
    /** It stands there. */
    record Present(InterfaceAddress address) implements AddressPresence {}

    /** The interface does not have it, or there is no such interface. */
    record Absent() implements AddressPresence {}

    /** The system did not say. */
    record Unknown(SystemFault fault) implements AddressPresence {}
}
