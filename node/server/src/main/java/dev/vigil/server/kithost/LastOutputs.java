package dev.vigil.server.kithost;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Tag;

/**
 * What each action of each resource wrote when it last ran here, in memory: 64 KiB for one, and 4 MiB in all, of which the oldest go
 * first. Any thread may call.
 */
public final class LastOutputs {
    static final int LONGEST = 64 * 1024;
    static final int LONGEST_OF_ALL = 4 * 1024 * 1024;
    private static final int LONGEST_OUTCOME = 1024;
    private static final int MOST = 4096;

    private record Key(Tag tag, Action action) {}

    /** A run that is not over. */
    private record Running(Instant began, long beganNanos, String text) {}

    private final InstantSource clock;
    private final Map<Key, Running> running = new LinkedHashMap<>();
    /** In the order in which they ended. */
    private final Map<Key, KeptOutput> kept = new LinkedHashMap<>();
    private long characters;

    LastOutputs(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void began(Tag tag, Action action) {
        running.put(new Key(tag, action), new Running(clock.instant(), System.nanoTime(), ""));
    }

    /** What the kit passes on. An action that has been given up may still say something later. */
    synchronized void wrote(Tag tag, Action action, String text) {
        Key key = new Key(tag, action);
        String printable = printable(text);
        if (running.computeIfPresent(key, (same, run) -> new Running(run.began(), run.beganNanos(), printable)) == null) {
            KeptOutput over = kept.get(key);
            if (over != null) {
                keep(key, new KeptOutput(tag, action, over.began(), over.took(), over.outcome(), printable));
            }
        }
    }

    /** How long it took; empty when it never began. */
    synchronized Optional<Duration> ended(Tag tag, Action action, Outcome outcome) {
        Key key = new Key(tag, action);
        Running run = running.remove(key);
        if (run == null) {
            return Optional.empty();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - run.beganNanos());
        keep(key, new KeptOutput(tag, action, run.began(), took, sentence(outcome), run.text()));
        return Optional.of(took);
    }

    /** Those of one resource, in the order in which they began. */
    public synchronized List<KeptOutput> of(Tag tag) {
        return kept.values().stream().filter(output -> output.tag().equals(tag)).sorted(Comparator.comparing(KeptOutput::began))
                .toList();
    }

    private void keep(Key key, KeptOutput output) {
        KeptOutput before = kept.remove(key);
        characters += output.text().length() - (before == null ? 0 : before.text().length());
        kept.put(key, output);
        while (characters > LONGEST_OF_ALL || kept.size() > MOST) {
            Key oldest = kept.keySet().iterator().next();
            KeptOutput gone = kept.remove(oldest);
            characters -= gone == null ? 0 : gone.text().length();
        }
    }

    private static String sentence(Outcome outcome) {
        String whole = switch (outcome) {
            case Outcome.Done done -> "done";
            case Outcome.Failed failed -> "failed: " + failed.detail();
            case Outcome.Unknown unknown -> "unknown: " + unknown.detail();
        };
        // a script's own words follow the first line of the detail, and stand in the text anyway
        String first = whole.lines().findFirst().orElse("");
        return printable(first.length() > LONGEST_OUTCOME ? first.substring(0, LONGEST_OUTCOME) + "..." : first);
    }

    /** Nothing that would steer somebody's terminal, and no more than is kept. */
    private static String printable(String text) {
        StringBuilder clean = new StringBuilder();
        text.replace("\r\n", "\n").codePoints()
                .map(point -> Character.isISOControl(point) && point != '\n' && point != '\t' ? 0xFFFD : point)
                .forEach(clean::appendCodePoint);
        if (clean.length() <= LONGEST) {
            return clean.toString();
        }
        int half = LONGEST / 2;
        int cut = clean.length() - 2 * half;
        return clean.substring(0, half) + "\n[" + cut + " characters not kept]\n" + clean.substring(clean.length() - half);
    }
}
