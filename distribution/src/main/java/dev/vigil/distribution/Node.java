package dev.vigil.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One node on its machine: its server and its command line. */
final class Node {
    private static final long ANSWER_LIMIT_MILLIS = 30_000;
    private static final long POLL_MILLIS = 100;
    private final DemoNode place;
    private final Hosts hosts;
    private final Path launcher;

    Node(DemoNode place, Hosts hosts, Path launcher) {
        this.place = place;
        this.hosts = hosts;
        this.launcher = launcher;
    }

    DemoNode place() {
        return place;
    }

    String name() {
        return place.name();
    }

    /** The command line of this node, on its machine. */
    List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(launcher.toString(), "--home", place.home().toString()));
        words.addAll(List.of(arguments));
        return hosts.on(place, words);
    }

    String vigil(String... arguments) {
        return Commands.run(words(arguments));
    }

    /** Starts the server and waits until it answers. */
    void start() throws IOException {
        List<String> server = List.of(launcher.toString(), "--home", place.home().toString(), "start", "--foreground");
        Path log = place.home().resolve("logs").resolve("console.log");
        Files.createDirectories(place.home().resolve("logs"));
        Process process = Commands.leave(hosts.server(place, server), log);
        Files.writeString(place.pidFile(), process.pid() + "\n");
        long end = System.nanoTime() + ANSWER_LIMIT_MILLIS * 1_000_000;
        while (System.nanoTime() < end && process.isAlive()) {
            // The first question is asked when the file is there: each costs the start of a process.
            if (Files.exists(place.home().resolve("run").resolve("endpoint"))
                    && Commands.attempt(words("status", "--json")).isDone()) {
                return;
            }
            Commands.pause(POLL_MILLIS);
        }
        throw new DemoFailure(
                "the server of " + name() + (process.isAlive() ? " does not answer" : " has ended") + "; its output:\n"
                        + Files.readString(log).indent(2));
    }

    void powerOff() throws IOException {
        hosts.powerOff(place, Long.parseLong(Files.readString(place.pidFile()).strip()));
        try {
            Files.delete(place.home().resolve("run").resolve("endpoint"));
        } catch (NoSuchFileException cleared) {
            return;
        }
    }
}
