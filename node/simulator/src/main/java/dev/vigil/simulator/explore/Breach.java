package dev.vigil.simulator.explore;

/** A promise that a history has broken. */
public record Breach(String promise, String what) {
    @Override
    public String toString() {
        return promise + ": " + what;
    }
}
