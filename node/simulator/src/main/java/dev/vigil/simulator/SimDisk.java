package dev.vigil.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.LcdState;

/** What survives: the folded entries, the counter of lives, and, for the fault that brings an old disk back, what it held before. */
final class SimDisk {
    private static final long FORCE_FROM = 500_000;
    private static final long FORCE_TO = 8_000_000;

    private final SplitMix64 random;
    private final TreeMap<Long, Held> past = new TreeMap<>();
    private LcdState state;
    private Optional<List<Entry>> writing = Optional.empty();
    private long lives = 1;

    private record Held(LcdState state, long lives) {}

    SimDisk(LcdState state, SplitMix64 random) {
        this.state = state;
        this.random = random;
        past.put(0L, new Held(state, lives));
    }

    LcdState state() {
        return state;
    }

    /** The number of the life that begins; forced before anything else happens in it. */
    long nextLife() {
        lives++;
        return lives;
    }

    /** Begins a store; it is durable after the returned nanoseconds, when {@link #forced} is called. */
    long begin(List<Entry> entries) {
        writing = Optional.of(entries);
        return random.between(FORCE_FROM, FORCE_TO);
    }

    void forced(long now) {
        writing.ifPresent(entries -> fold(now, entries));
    }

    /** The power goes: what was being written is there or not. */
    void powerLost(long now) {
        if (random.below(2) == 0) {
            writing.ifPresent(entries -> fold(now, entries));
        }
        writing = Optional.empty();
    }

    /** Another disk, of a machine whose first life has that number. */
    void replaced(long now, LcdState given, long firstLife) {
        state = given;
        lives = firstLife - 1;
        writing = Optional.empty();
        past.clear();
        past.put(now, new Held(state, lives));
    }

    void goBack(long now, Duration age) {
        Map.Entry<Long, Held> old = past.floorEntry(Math.max(0, now - age.toNanos()));
        if (old != null) {
            state = old.getValue().state();
            lives = old.getValue().lives();
        }
    }

    private void fold(long now, List<Entry> entries) {
        for (Entry entry : entries) {
            state = state.apply(entry);
        }
        writing = Optional.empty();
        past.put(now, new Held(state, lives));
    }
}
