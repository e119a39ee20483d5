package dev.vigil.platform;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Asks other machines for an echo (ping). Any thread may call, several at once; none throws. */
public interface EchoProbe {
    /**
     * Blocks the caller until one of the hosts answers, at most for the limit. Sends one question to each, out of the interface of the
     * question whatever the routes say, and from its address, which must stand on this machine: so an answer proves the whole way.
     */
    EchoOutcome ask(Question question);

    /**
     * Whom to ask.
     *
     * @param hosts all of the same family as {@code from}; at least one
     */
    record Question(String interfaceName, InetAddress from, List<InetAddress> hosts, Duration limit) {
        public Question {
            hosts = List.copyOf(hosts);
            boolean isMixed = hosts.stream().anyMatch(host -> !host.getClass().equals(from.getClass()));
            if (hosts.isEmpty() || isMixed || !limit.isPositive()) {
                throw new IllegalArgumentException("nobody can be asked: " + hosts + " from " + from + " within " + limit);
            }
        }
    }
}
