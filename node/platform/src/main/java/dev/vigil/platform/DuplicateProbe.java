package dev.vigil.platform;

import java.net.InetAddress;
import java.time.Duration;

/**
 * Asks the network whether another machine uses an address, in the manner of RFC 5227 but within a limit of the caller's choice: the
 * waits of the RFC add up to some seconds. Any thread may call, several at once; none throws.
 */
public interface DuplicateProbe {
    /** How many questions are spread over the limit. */
    int PROBES = 3;

    /**
     * Blocks the caller until somebody answers, at most for the limit (which must be positive). Questions carry no sender address, so
     * nobody's memory of the address is changed by them. Of two machines that ask at the same time at least one hears the other;
     * whoever hears first stops, so the other may be told that the address is free.
     */
    ProbeOutcome probe(String interfaceName, InetAddress address, Duration limit);
}
