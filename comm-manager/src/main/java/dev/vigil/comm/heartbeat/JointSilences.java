package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.PathId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The silences of the sets of paths to one peer: of all of them, of all but one, of each alone, and for up to three paths of every set. So
 * when a path dies it is known at once what the others alone need. All times are awake time in nanoseconds.
 */
final class JointSilences {
    private static final int EVERY_SET_UP_TO = 3;
    private static final long NEVER = Long.MIN_VALUE;
    /** A path is taken for dead, for the reckoning with the others only, after a silence that comes about once a day while it lives. */
    private static final double ONCE_A_DAY = 1 / 86_400e9;

    private final List<PathId> paths;
    private final TreeMap<Integer, SilenceRecord> records = new TreeMap<>();
    private final long[] heardAt;
    private final long[] goneAfter;
    private final long longest;

    JointSilences(long now, List<PathId> paths, Bounds bounds) {
        this.paths = List.copyOf(paths);
        this.longest = bounds.longest();
        heardAt = new long[paths.size()];
        goneAfter = new long[paths.size()];
        Arrays.fill(heardAt, NEVER);
        // Wider steps where the longest time has more intervals than the histogram has room.
        long step = Math.max(bounds.interval(), bounds.longest() / SilenceHistogram.STEPS);
        sets(paths.size()).forEach(set -> records.put(set, new SilenceRecord(now, step)));
    }

    private static List<Integer> sets(int paths) {
        List<Integer> sets = new ArrayList<>();
        for (int set = 1; set < 1 << paths; set++) {
            int size = Integer.bitCount(set);
            if (paths <= EVERY_SET_UP_TO || size == 1 || size >= paths - 1) {
                sets.add(set);
            }
        }
        return sets;
    }

    /** Takes over what was measured under the same bounds for the sets whose paths are all still there. */
    JointSilences inherit(JointSilences before) {
        before.records.forEach((set, record) -> {
            int here = 0;
            for (int i = 0; i < before.paths.size(); i++) {
                int at = paths.indexOf(before.paths.get(i));
                if ((set & 1 << i) != 0) {
                    here = at < 0 || here < 0 ? -1 : here | 1 << at;
                }
            }
            records.replace(here, record);
        });
        for (int i = 0; i < paths.size(); i++) {
            int at = before.paths.indexOf(paths.get(i));
            heardAt[i] = at < 0 ? NEVER : before.heardAt[at];
        }
        return this;
    }

    boolean isOf(List<PathId> others) {
        return paths.equals(others);
    }

    /** The peer began another life, or was not to be measured until now: silences before this are none of the network's. */
    void beginAnew() {
        Arrays.fill(heardAt, NEVER);
    }

    /** A valid heartbeat came. {@code suspicion} is the least silence after which a path may be taken for dead. */
    void heard(long now, PathId path, long suspicion) {
        int index = paths.indexOf(path);
        records.forEach((set, record) -> {
            if ((set & 1 << index) != 0) {
                long last = lastHeard(set);
                // What is longer than the longest time no detection time could have outlasted: it counts as a real cut.
                if (living(set, suspicion) == set && now - last < longest) {
                    record.add(now, now - last);
                }
            }
        });
        heardAt[index] = now;
    }

    private long lastHeard(int set) {
        long last = NEVER;
        for (int i = 0; i < heardAt.length; i++) {
            last = (set & 1 << i) != 0 ? Math.max(last, heardAt[i]) : last;
        }
        return last;
    }

    /** Those paths of the set that were alive when the set was heard last. */
    private int living(int set, long suspicion) {
        long last = lastHeard(set);
        int living = 0;
        for (int i = 0; i < heardAt.length; i++) {
            boolean isAlive = heardAt[i] != NEVER && last - heardAt[i] < Math.max(suspicion, goneAfter[i]);
            living |= (set & 1 << i) != 0 && isAlive ? 1 << i : 0;
        }
        return living;
    }

    /** The set of the paths that live: were alive when the peer was heard last. */
    int living(long suspicion) {
        return living((1 << heardAt.length) - 1, suspicion);
    }

    /** Reckons anew, as of now, after which silence each path is taken for dead. */
    void reckon(long now) {
        for (int i = 0; i < heardAt.length; i++) {
            goneAfter[i] = Math.min(longest, alone(i).timeFor(now, ONCE_A_DAY));
        }
    }

    /**
     * The record that says most of this set of paths: its own, else that of the part of it that was silent least, since more paths are never
     * silent for longer. Empty when none of them was ever heard.
     */
    Optional<SilenceRecord> of(long now, int set, double target) {
        SilenceRecord own = records.get(set);
        if (own != null) {
            return Optional.of(own);
        }
        return records.entrySet().stream().filter(entry -> (entry.getKey() & ~set) == 0 && entry.getValue().isObserved())
                .map(Map.Entry::getValue)
                .min(Comparator.comparingLong(record -> Math.max(record.headroom(now), record.timeFor(now, target))));
    }

    private SilenceRecord alone(int path) {
        return Objects.requireNonNull(records.get(1 << path));
    }

    /** The longest silence of this path alone within a day. */
    long longest(long now, PathId path) {
        return alone(paths.indexOf(path)).longest(now);
    }
}
