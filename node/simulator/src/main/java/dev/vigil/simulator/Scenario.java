package dev.vigil.simulator;

import java.time.Duration;
import java.util.List;

import dev.vigil.recovery.text.Given;

/**
 * One life of a cluster: who is there, how the network is, and the explicit list of what goes wrong. It is generated from a seed, but
 * runs from the list; {@code seed} only draws delays, losses and durations.
 */
record Scenario(long seed, Duration lasts, Network network, Given given, List<Fault> faults) {
    Scenario {
        faults = List.copyOf(faults);
    }

    /**
     * What every path does all the time. {@code loss} and {@code repeat} in thousandths; {@code burst} is how many datagrams in a row a loss
     * takes in the mean, 1 when each is lost for itself.
     */
    record Network(int loss, int burst, int repeat, Duration delay, Duration jitter) {}

    Scenario with(List<Fault> others) {
        return new Scenario(seed, lasts, network, given, others);
    }
}
