package dev.vigil.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the lab starts a small Java program of its own: little heap, the collector with the fewest threads, this very Java. */
final class LabJava {
    private LabJava() {}

    static List<String> command(Class<?> program, String... arguments) {
        List<String> words = new ArrayList<>(
                List.of(home().resolve("bin/java").toString(), "-XX:+UseSerialGC", "-Xms24m", "-Xmx24m",
                        "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", classes(), program.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    static Path home() {
        return Path.of(System.getProperty("java.home"));
    }

    private static String classes() {
        return Path.of(LabJava.class.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
    }
}
