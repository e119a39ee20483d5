package dev.vigil.simulator;

/**
 * Random numbers that are the same on every runtime. Forked by name, so that taking one fault away does not reshuffle the rest of a
 * world: without that, shrinking does not work.
 */
public final class SplitMix64 {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final int THOUSAND = 1000;

    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    /** An own sequence for what {@code name} stands for; does not advance this one. */
    public SplitMix64 fork(String name) {
        long hash = state;
        for (int at = 0; at < name.length(); at++) {
            hash = mix(hash + GAMMA + name.charAt(at));
        }
        return new SplitMix64(hash);
    }

    long next() {
        state += GAMMA;
        return mix(state);
    }

    /** From 0 up to and without {@code bound}. */
    public int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    long between(long from, long to) {
        return from + Long.remainderUnsigned(next(), to - from + 1);
    }

    boolean permille(int chance) {
        return below(THOUSAND) < chance;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
