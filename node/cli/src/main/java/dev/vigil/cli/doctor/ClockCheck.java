package dev.vigil.cli.doctor;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** The wall clock: it decides nothing, but the times of the history and of certificates are its. */
final class ClockCheck implements Check {
    static final String NAME = "clock";
    private static final Duration LARGEST_STEP = Duration.ofMillis(50);
    private static final Pattern UNSYNCHRONIZED_LEAP = Pattern.compile(": ?3\\(");
    private final Sampling sampling;

    ClockCheck(Sampling sampling) {
        this.sampling = sampling;
    }

    /** Whether a time service holds the clock. */
    enum Synchronization {
        YES, NO, UNKNOWN
    }

    @Override
    public Finding look() {
        return judge(sampling.clockStep(), Tool.isWindows() ? windows() : linux());
    }

    static Finding judge(Duration step, Synchronization synchronization) {
        if (step.abs().compareTo(LARGEST_STEP) > 0) {
            return Finding.warn(NAME, "The wall clock went " + step.toMillis() + " ms astray within a second.",
                    "Let one time service alone set the clock, slowly; failovers do not depend on it.");
        }
        return switch (synchronization) {
            case YES -> Finding.ok(NAME, "The wall clock is synchronized and did not step within a second.");
            case NO -> Finding.warn(NAME, "The wall clock is not synchronized.",
                    "Start a time service (chrony, systemd-timesyncd, Windows Time): histories of nodes are compared by it.");
            case UNKNOWN -> Finding.warn(NAME,
                    "The wall clock did not step within a second; whether it is synchronized nobody here can tell.",
                    "timedatectl or chronyc would tell; neither answers.");
        };
    }

    private static Synchronization linux() {
        Optional<Tool.Answer> system = Tool.ask("timedatectl", "show", "-p", "NTPSynchronized", "--value")
                .filter(Tool.Answer::isGood);
        if (system.isPresent()) {
            return ofWord(system.get().text());
        }
        return Tool.ask("chronyc", "-c", "tracking").filter(Tool.Answer::isGood).map(answer -> ofTracking(answer.text()))
                .orElse(Synchronization.UNKNOWN);
    }

    static Synchronization ofWord(String word) {
        return switch (word.strip()) {
            case "yes" -> Synchronization.YES;
            case "no" -> Synchronization.NO;
            default -> Synchronization.UNKNOWN;
        };
    }

    /** The last field of {@code chronyc -c tracking} is the leap status. */
    static Synchronization ofTracking(String line) {
        String last = line.strip().substring(line.strip().lastIndexOf(',') + 1);
        if (last.isEmpty()) {
            return Synchronization.UNKNOWN;
        }
        return last.startsWith("Not") ? Synchronization.NO : Synchronization.YES;
    }

    private static Synchronization windows() {
        return Tool.ask("w32tm", "/query", "/status").filter(Tool.Answer::isGood)
                .map(answer -> UNSYNCHRONIZED_LEAP.matcher(answer.text()).find() ? Synchronization.NO : Synchronization.YES)
                .orElse(Synchronization.UNKNOWN);
    }
}
