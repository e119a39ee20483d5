package dev.vigil.recovery.quorum;

/** A fence that was confirmed: this life of the node is over. A fence that failed, or of which nobody knows, has none. */
public record Certificate(Holder fenced, String method, long number) {}
