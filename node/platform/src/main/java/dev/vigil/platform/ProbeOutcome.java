package dev.vigil.platform;

import java.time.Duration;

/** Whether somebody else uses an address. */
public sealed interface ProbeOutcome {
    /** Nobody answered within the time; somebody silent or behind a lossy network may still use it. */
    record Free(int probesSent, Duration waited) implements ProbeOutcome {}

    /** Another machine uses the address, or is about to. */
    record Taken(MacAddress by, Sign sign) implements ProbeOutcome {}

    /** Nobody could be asked, or the answers could not be heard. Says neither free nor taken. */
    record CannotTell(String reason) implements ProbeOutcome {}

    /** What gave the other machine away. */
    enum Sign {
        /** It sent from the address or answered for it. */
        USES,
        /** It was asking for the same address at the same moment. */
        PROBES
    }
}
