package dev.vigil.server.kithost;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.Tag;

/** How long the actions of resources took here when they were done: the last of each, for their median. Any thread may call. */
public final class ActionTimes {
    static final int KEPT = 31;
    private static final int MOST = 8_192;
    private static final String VERB = "times";

    private record Key(Tag tag, Action action) {}

    private final Map<Key, Deque<Long>> millis = new LinkedHashMap<>();
    private boolean isChanged;

    synchronized void took(Tag tag, Action action, Duration time) {
        Deque<Long> last = millis.computeIfAbsent(new Key(tag, action), key -> new ArrayDeque<>());
        last.addLast(time.toMillis());
        if (last.size() > KEPT) {
            last.removeFirst();
        }
        if (millis.size() > MOST) {
            millis.remove(millis.keySet().iterator().next());
        }
        isChanged = true;
    }

    /** One line for each action that was measured. */
    public synchronized List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        millis.forEach((key, last) -> lines.add(Line.of(VERB).with("tag", key.tag()).with("action", key.action()).with("ms",
                last.stream().map(String::valueOf).collect(Collectors.joining(",")))));
        return lines;
    }

    /** Whether there is something new since the last call. */
    public synchronized boolean takeChange() {
        boolean wasChanged = isChanged;
        isChanged = false;
        return wasChanged;
    }

    /** What an earlier life of the node has measured. Throws {@link IllegalArgumentException} for other lines. */
    public synchronized void remember(List<Line> lines) {
        lines.forEach(line -> millis.put(new Key(new Tag(line.get("tag")), Action.valueOf(line.get("action"))),
                new ArrayDeque<>(times(line))));
    }

    /** The times that such a line tells of. */
    public static List<Long> times(Line line) {
        List<Long> times = new ArrayList<>();
        for (String word : line.get("ms").split(",")) {
            times.add(Long.parseLong(word));
        }
        return times;
    }
}
