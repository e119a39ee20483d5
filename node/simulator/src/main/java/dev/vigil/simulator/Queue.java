package dev.vigil.simulator;

import java.util.PriorityQueue;

/** What is still to happen, ordered by time and then by the order in which it was asked for: nothing else decides. */
final class Queue {
    private final PriorityQueue<Item> items = new PriorityQueue<>();
    private long sequence;
    private long now;

    private record Item(long at, long sequence, Runnable what) implements Comparable<Item> {
        @Override
        public int compareTo(Item other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    /** Nanoseconds since the world began. */
    long now() {
        return now;
    }

    /** Not before now, whatever is asked for. */
    void at(long time, Runnable what) {
        items.add(new Item(Math.max(time, now), sequence++, what));
    }

    /** Lets the next thing happen; false when there is none up to {@code end}. */
    boolean next(long end) {
        Item item = items.peek();
        if (item == null || item.at() > end) {
            now = end;
            return false;
        }
        items.remove();
        now = item.at();
        item.what().run();
        return true;
    }
}
