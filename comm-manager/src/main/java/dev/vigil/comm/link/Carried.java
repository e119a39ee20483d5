package dev.vigil.comm.link;

import dev.vigil.comm.OutgoingMessage;

/** One message under its number in a stream. */
public record Carried(long stream, long sequence, OutgoingMessage message) {}
