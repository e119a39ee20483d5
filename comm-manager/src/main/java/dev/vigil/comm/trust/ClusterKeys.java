package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys from which those of the heartbeats are derived, oldest first. The newest signs; the one before it is still accepted, so
 * that a rotation that has not reached every node silences nobody.
 */
public record ClusterKeys(List<Entry> entries) {
    /** How many keys are kept: the newest and the one before it. */
    public static final int KEPT = 2;

    /** One key and the number that the datagrams carry for it. */
    public record Entry(int number, Secret key) {
        public Entry {
            if (number < 1) {
                throw new IllegalArgumentException("key number " + number + " is not positive");
            }
        }
    }

    public ClusterKeys {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.size() > KEPT) {
            throw new IllegalArgumentException("a cluster has 1 to " + KEPT + " keys, not " + entries.size());
        }
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).number() <= entries.get(i - 1).number()) {
                throw new IllegalArgumentException("key numbers do not rise");
            }
        }
    }

    /** The first key of a new cluster, number 1. */
    public static ClusterKeys create() {
        return new ClusterKeys(List.of(new Entry(1, Secret.random())));
    }

    /** The same with a fresh newest key. */
    public ClusterKeys rotate() {
        List<Entry> next = new ArrayList<>(entries.subList(Math.max(0, entries.size() - (KEPT - 1)), entries.size()));
        next.add(new Entry(newest().number() + 1, Secret.random()));
        return new ClusterKeys(next);
    }

    public Entry newest() {
        return entries.getLast();
    }

    /** The key that {@code sender} uses under {@code number}; empty when that number is not, or no longer, known. */
    public Optional<byte[]> heartbeatKey(int number, NodeId sender) {
        return entries.stream().filter(entry -> entry.number() == number).findFirst()
                .map(entry -> HeartbeatKeys.derive(entry.key().bytes(), number, sender));
    }

    /** One line per key, number and secret; read back by {@link #parse}. */
    String text() {
        return entries.stream().map(entry -> entry.number() + " " + entry.key().text() + "\n").collect(Collectors.joining());
    }

    static ClusterKeys parse(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String line : text.lines().toList()) {
            int space = line.indexOf(' ');
            if (space < 1) {
                throw new IllegalArgumentException("a line is not number and key");
            }
            Secret key = Secret.parse(line.substring(space + 1))
                    .orElseThrow(() -> new IllegalArgumentException("a key is not 256 bits in base64"));
            entries.add(new Entry(Integer.parseInt(line.substring(0, space)), key));
        }
        return new ClusterKeys(entries);
    }
}
