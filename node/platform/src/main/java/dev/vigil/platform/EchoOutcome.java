package dev.vigil.platform;

import java.net.InetAddress;
import java.time.Duration;

/** What came of asking for an echo. */
public sealed interface EchoOutcome {
    /** One machine has answered; the others were not waited for. */
    record Answered(InetAddress by, Duration took) implements EchoOutcome {}

    /** Nobody has answered within the limit, or the system found no way to them: {@code trouble} says so, or is empty. */
    record Silent(String trouble) implements EchoOutcome {}

    /** Nobody could be asked at all. */
    record CannotTell(SystemFault fault) implements EchoOutcome {}
}
