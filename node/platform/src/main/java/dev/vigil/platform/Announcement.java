package dev.vigil.platform;

import java.time.Duration;

/** Whether the neighbours were told of an address. */
public sealed interface Announcement {
    /** The frames have left for the interface's queue; whether anybody heard them is never known. */
    record Sent(Duration took) implements Announcement {}

    /** Nothing useful can be sent: the interface is missing, off, without cable or without neighbours. */
    record Impossible(String reason) implements Announcement {}

    /** The system refused. */
    record Failed(SystemFault fault) implements Announcement {}
}
