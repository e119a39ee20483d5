package dev.vigil.platform;

/** An address that was to be added again; held only if the outcome is {@link AddressOutcome.Done}. */
public record ResumedAddress(AddressAssignment assignment, AddressOutcome outcome) {}
