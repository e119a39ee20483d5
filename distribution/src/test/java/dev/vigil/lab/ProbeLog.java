package dev.vigil.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a {@link Probe} saw, in nanoseconds of the monotonic clock: answers in the order they came. */
public record ProbeLog(List<Long> sentAt, List<Answer> answers, List<Stall> stalls) {

    private static final long LATE_NANOS = Probe.PERIOD_NANOS / 2;

    public ProbeLog {
        sentAt = List.copyOf(sentAt);
        answers = answers.stream().sorted(Comparator.comparingLong(Answer::atNanos)).toList();
        stalls = List.copyOf(stalls);
    }

    public record Answer(int sequence, long atNanos, String host) {}

    public record Stall(long atNanos, long nanos) {}

    static ProbeLog parse(List<String> lines) {
        List<Long> sent = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        List<Stall> stalls = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "sent" -> sent.add(Long.parseLong(words[2]));
                case "answer" -> answers.add(new Answer(Integer.parseInt(words[1]), Long.parseLong(words[2]), words[3]));
                case "stall" -> stalls.add(new Stall(Long.parseLong(words[1]), Long.parseLong(words[2])));
                default -> throw new LabFailure("the probe said \"" + line + "\"");
            }
        }
        return new ProbeLog(sent, answers, stalls);
    }

    /**
     * The longest time between two answers of which the second came within the window; a window that ends in silence counts that
     * silence too. The first gap begins with the last answer before the window.
     */
    public long longestGapNanos(long fromNanos, long toNanos) {
        long last = lastAnswerUntil(fromNanos);
        long longest = 0;
        for (Answer answer : answers) {
            if (answer.atNanos() > fromNanos && answer.atNanos() <= toNanos) {
                longest = Math.max(longest, answer.atNanos() - last);
                last = answer.atNanos();
            }
        }
        return Math.max(longest, toNanos - last);
    }

    /** The longest time between two answers that began within the window, however long after it it ended. */
    public long longestGapBegunNanos(long fromNanos, long toNanos) {
        long last = lastAnswerUntil(fromNanos);
        long longest = 0;
        for (Answer answer : answers) {
            if (answer.atNanos() > fromNanos && last <= toNanos) {
                longest = Math.max(longest, answer.atNanos() - last);
                last = answer.atNanos();
            }
        }
        return longest;
    }

    private long lastAnswerUntil(long nanos) {
        return answers.stream().mapToLong(Answer::atNanos).filter(at -> at <= nanos).max().orElse(nanos);
    }

    /** Questions of the window that were never answered. */
    public int lost(long fromNanos, long toNanos) {
        TreeSet<Integer> answered = new TreeSet<>();
        answers.forEach(answer -> answered.add(answer.sequence()));
        int lost = 0;
        for (int sequence = 0; sequence < sentAt.size(); sequence++) {
            long at = sentAt.get(sequence);
            if (at >= fromNanos && at <= toNanos && !answered.contains(sequence)) {
                lost++;
            }
        }
        return lost;
    }

    /** How many answers each host gave within the window. */
    public TreeMap<String, Integer> answersByHost(long fromNanos, long toNanos) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (Answer answer : answers) {
            if (answer.atNanos() >= fromNanos && answer.atNanos() <= toNanos) {
                counts.merge(answer.host(), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** The host that answered last, up to that instant. */
    public Optional<String> lastHost(long toNanos) {
        return answers.stream().filter(answer -> answer.atNanos() <= toNanos).reduce((first, second) -> second).map(Answer::host);
    }

    /** The probe's own ticks that came more than half a period late: its own doing, not the product's. */
    public int lateTicks(long fromNanos, long toNanos) {
        int late = 0;
        for (int sequence = 1; sequence < sentAt.size(); sequence++) {
            long due = sentAt.getFirst() + sequence * Probe.PERIOD_NANOS;
            long at = sentAt.get(sequence);
            if (at >= fromNanos && at <= toNanos && at - due > LATE_NANOS) {
                late++;
            }
        }
        return late;
    }

    /** The longest stall of the sentinel thread that began within the window; 0 if none was long enough to be noted. */
    public long longestStallNanos(long fromNanos, long toNanos) {
        return stalls.stream().filter(stall -> stall.atNanos() >= fromNanos && stall.atNanos() <= toNanos).mapToLong(Stall::nanos)
                .max()
                .orElse(0);
    }
}
