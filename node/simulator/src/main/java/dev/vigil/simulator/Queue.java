package dev.vigil.simulator;

import java.util.ArrayDeque;
import java.util.PriorityQueue;

/** What is still to happen, ordered by time and then by the order in which it was asked for: nothing else decides. */
final class Queue {
    private final PriorityQueue<Item> items = new PriorityQueue<>();
    /** Asked for at the very time for which it was asked: comes after all that was asked for before. */
    private final ArrayDeque<Runnable> atOnce = new ArrayDeque<>();
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
        if (time > now) {
            items.add(new Item(time, sequence++, what));
        } else {
            atOnce.add(what);
        }
    }

    /** Lets the next thing happen; false when there is none up to {@code end}. */
    boolean next(long end) {
        Item item = items.peek();
        if (!atOnce.isEmpty() && (item == null || item.at() > now)) {
            atOnce.remove().run();
            return true;
        }
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
