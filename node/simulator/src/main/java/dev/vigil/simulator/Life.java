package dev.vigil.simulator;

import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.invariant.Invariant;

/** What became of a world: its story, the hash of the story, and what broke first. */
record Life(List<String> trace, String hash, Optional<Broken> broken) {
    record Broken(Ticks at, Invariant.Breach breach) {
        @Override
        public String toString() {
            return breach + " at " + at;
        }
    }
}
