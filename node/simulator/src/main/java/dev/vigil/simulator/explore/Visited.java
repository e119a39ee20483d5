package dev.vigil.simulator.explore;

/** The fingerprints met so far, in the order they were met, with where each came from. Open addressing; no order of hashes shows. */
final class Visited {
    private static final int FREE = -1;
    private final int[] table;
    private final long[] high;
    private final long[] low;
    private final int[] parents;
    private final short[] events;
    private int size;

    Visited(int most) {
        int slots = Integer.highestOneBit(Math.max(most, 16)) * 4;
        table = new int[slots];
        java.util.Arrays.fill(table, FREE);
        high = new long[most];
        low = new long[most];
        parents = new int[most];
        events = new short[most];
    }

    /** @return its number, or -1 if it was there before */
    int add(Fingerprint print, int parent, int event) {
        int slot = (int) print.low() & table.length - 1;
        while (table[slot] != FREE) {
            int there = table[slot];
            if (high[there] == print.high() && low[there] == print.low()) {
                return FREE;
            }
            slot = slot + 1 & table.length - 1;
        }
        table[slot] = size;
        high[size] = print.high();
        low[size] = print.low();
        parents[size] = parent;
        events[size] = (short) event;
        return size++;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == high.length;
    }

    int parent(int number) {
        return parents[number];
    }

    int event(int number) {
        return events[number];
    }
}
