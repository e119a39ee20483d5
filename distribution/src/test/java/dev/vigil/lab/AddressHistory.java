package dev.vigil.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** When the floating address came to and left which host, on the monotonic clock. Any thread may write and read. */
public final class AddressHistory {
    /** What happened to the address on a host. The kernel says COME again when only its lifetime was renewed. */
    public enum Change {
        COME, GONE
    }

    private record Entry(String host, long atNanos, Change change) {}

    private final List<Entry> entries = new ArrayList<>();

    /**
     * What is noted of one host comes in the order in which it happened: a stamp before the last one is that of a clock that was set
     * back meanwhile, or of a power-off that was under way, and is moved up to it.
     */
    synchronized void note(String host, long atNanos, Change change) {
        long last = entries.stream().filter(entry -> entry.host().equals(host)).mapToLong(Entry::atNanos).max().orElse(atNanos);
        entries.add(new Entry(host, Math.max(last, atNanos), change));
    }

    /** The hosts that hold the address at this instant. */
    public synchronized List<String> holders(long atNanos) {
        TreeSet<String> holders = new TreeSet<>();
        for (Entry entry : inOrder()) {
            if (entry.atNanos() <= atNanos) {
                apply(entry, holders);
            }
        }
        return List.copyOf(holders);
    }

    /** When it came to which host and when it left it, in seconds since it first came anywhere; renewals left out. */
    public synchronized String story() {
        TreeSet<String> holders = new TreeSet<>();
        List<String> story = new ArrayList<>();
        List<Entry> all = inOrder();
        for (Entry entry : all) {
            boolean isHeld = holders.contains(entry.host());
            apply(entry, holders);
            if (isHeld != holders.contains(entry.host())) {
                double seconds = (entry.atNanos() - all.getFirst().atNanos()) / 1e9;
                story.add(String.format(Locale.ROOT, "%.3f %s %s", seconds, isHeld ? "left" : "at", entry.host()));
            }
        }
        return String.join(", ", story);
    }

    /** How often within the window the address came to another host than it had come to before. */
    public synchronized int moves(long fromNanos, long toNanos) {
        return arrivals(fromNanos, toNanos, false);
    }

    /** How often within the window the address left a host and came back to the same, without having been elsewhere. */
    public synchronized int returns(long fromNanos, long toNanos) {
        return arrivals(fromNanos, toNanos, true);
    }

    private int arrivals(long fromNanos, long toNanos, boolean isReturn) {
        TreeSet<String> holders = new TreeSet<>();
        String last = "";
        int arrivals = 0;
        for (Entry entry : inOrder()) {
            boolean isInWindow = entry.atNanos() > fromNanos && entry.atNanos() <= toNanos;
            if (entry.change() == Change.COME && !holders.contains(entry.host())) {
                arrivals += isInWindow && entry.host().equals(last) == isReturn ? 1 : 0;
                last = entry.host();
            }
            apply(entry, holders);
        }
        return arrivals;
    }

    /** How long within the window two or more hosts held the address at the same time. */
    public synchronized long dualActiveNanos(long fromNanos, long toNanos) {
        TreeSet<String> holders = new TreeSet<>();
        long dual = 0;
        long since = fromNanos;
        for (Entry entry : inOrder()) {
            long at = Math.clamp(entry.atNanos(), fromNanos, toNanos);
            if (holders.size() > 1) {
                dual += at - since;
            }
            since = at;
            apply(entry, holders);
        }
        return holders.size() > 1 ? dual + toNanos - since : dual;
    }

    private static void apply(Entry entry, TreeSet<String> holders) {
        switch (entry.change()) {
            case COME -> holders.add(entry.host());
            case GONE -> holders.remove(entry.host());
        }
    }

    private List<Entry> inOrder() {
        return entries.stream().sorted(Comparator.comparingLong(Entry::atNanos)).toList();
    }
}
