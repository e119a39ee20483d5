package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node that is killed or stopped with quorum off, while it has an address and an application that writes a stamp every few
 * milliseconds: how long two hosts had the address by the word of their kernels, how long both answered the client, and how long two
 * applications wrote.
 */
@Tag("lab")
class GuardTest {
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(10);
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1500);
    /** The client asks every five milliseconds. */
    private static final long MOMENT_OF_ANSWERS_NANOS = 20_000_000;
    /** The application writes every twenty, on a machine that is not busy. */
    private static final long MOMENT_OF_STAMPS_NANOS = 200_000_000;
    private static final Duration FRESH = Duration.ofMillis(500);
    /** What two applications may run at most after the guard has acted; without a guard they run side by side for ever. */
    private static final double MOST_MILLIS = 1_000;
    private static final String NODE = "dev.vigil.server.Main";
    private static final String GUARD = "GuardProgram";
    @TempDir
    private Path folder;

    /** One way to take a node away. */
    private interface Trouble {
        void begin(Stage stage, LabHost host);

        void end(Stage stage, LabHost host);
    }

    @Test
    void whatAKilledOrStoppedNodeHeldIsEndedBeforeThePeerHasIt() throws IOException {
        Path scripts = application();
        LabLock.whileHeld(() -> {
            try (Stage stage = new Stage(LabId.ofThisProcess("g"), LabProducts.VIGIL_DEFAULT.make());
                    ProbeProcess probe = new ProbeProcess(stage.lab())) {
                LabHost first = stage.settle(probe);
                new VigilCommands().createApplication(first, stage.lab().other(first), scripts);
                List<Round> rounds = new ArrayList<>();
                rounds.add(round("node-killed", stage, probe, killed()));
                rounds.add(round("node-stopped", stage, probe, stopped(NODE)));
                rounds.add(round("node-and-guard-stopped", stage, probe, stopped(NODE, GUARD)));
                rounds.add(round("host-frozen", stage, probe, frozen()));
                ProbeLog log = probe.finish();
                rounds.forEach(round -> judge(round, stage, log));
            }
            return true;
        });
    }

    private record Round(String name, LabHost active, LabHost other, long begun, long ended) {
        boolean has(Stamp stamp) {
            return stamp.atNanos() > begun && stamp.atNanos() < ended;
        }
    }

    private Round round(String name, Stage stage, ProbeProcess probe, Trouble trouble) {
        LabHost active = stage.settle(probe);
        LabHost other = stage.lab().other(active);
        assertTrue(Pause.until(TAKEN_OVER_WITHIN, () -> isWriting(active) && !isWriting(other)),
                () -> name + ": the application does not run on " + active + " alone\n" + stage.diagnosis());
        long begun = System.nanoTime();
        trouble.begin(stage, active);
        assertTrue(Pause.until(TAKEN_OVER_WITHIN, () -> probe.lastHost().equals(other.name()) && isWriting(other)),
                () -> name + ": not taken over\n" + stage.diagnosis());
        Pause.of(LONG_ENOUGH);
        trouble.end(stage, active);
        stage.settle(probe);
        return new Round(name, active, other, begun, System.nanoTime());
    }

    private void judge(Round round, Stage stage, ProbeLog log) {
        double holders = stage.history().dualActiveNanos(round.begun(), round.ended()) / 1e6;
        // By the time of the question: a host that was frozen has some in hand when it goes on, and answers those.
        double answering = together(log.answers().stream()
                .map(answer -> new Stamp(answer.host(), log.sentAt().get(answer.sequence()))).filter(round::has).toList(),
                MOMENT_OF_ANSWERS_NANOS);
        double writing = together(stamps(round), MOMENT_OF_STAMPS_NANOS);
        System.out.printf("{\"row\": \"guard\", \"trouble\": \"%s\", \"twoHoldersMs\": %.1f, \"bothAnswerMs\": %.1f,"
                + " \"twoApplicationsMs\": %.1f, \"blackoutMs\": %.1f}%n", round.name(), holders, answering, writing,
                log.longestGapNanos(round.begun(), round.ended()) / 1e6);
        if (round.name().equals("node-killed") || round.name().equals("node-stopped")) {
            assertTrue(writing < MOST_MILLIS, () -> round.name() + ": two applications ran for " + writing + " ms\n"
                    + stage.diagnosis());
        }
        assertEquals(0, answering, round.name() + ": two hosts answered for the address\n" + stage.diagnosis());
    }

    private record Stamp(String host, long atNanos) {}

    /** The moments of which there are signs of both hosts, in milliseconds. */
    private static double together(List<Stamp> stamps, long momentNanos) {
        Map<Long, Set<String>> moments = new TreeMap<>();
        stamps.forEach(stamp -> moments.computeIfAbsent(stamp.atNanos() / momentNanos, none -> new TreeSet<>())
                .add(stamp.host()));
        return moments.values().stream().filter(hosts -> hosts.size() > 1).count() * (momentNanos / 1e6);
    }

    /** What the applications wrote during the round; the last line may still be on its way to the disk. */
    private List<Stamp> stamps(Round round) {
        long wallToMonotonic = System.nanoTime() - System.currentTimeMillis() * 1_000_000;
        return journal().stream().map(line -> line.split(" ")).filter(words -> words.length == 2)
                .map(words -> new Stamp(words[0], Long.parseLong(words[1]) + wallToMonotonic))
                .filter(round::has).toList();
    }

    private List<String> journal() {
        try {
            return Files.readAllLines(folder.resolve("journal"));
        } catch (NoSuchFileException notYet) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether its application has written within the last moments. */
    private boolean isWriting(LabHost host) {
        long since = (System.currentTimeMillis() - FRESH.toMillis()) * 1_000_000;
        return journal().stream().map(line -> line.split(" ")).filter(words -> words.length == 2 && words[0].equals(host.name()))
                .anyMatch(words -> Long.parseLong(words[1]) > since);
    }

    /** A daemon that has left its parents, as most have. */
    private Path application() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path scripts = Files.createDirectory(folder.resolve("scripts"));
        String pid = folder + "/pid.$VIGIL_NODE";
        script(scripts.resolve("restore"), "setsid sh -c 'while :; do echo \"$VIGIL_NODE $(date +%s%N)\" >> " + folder
                + "/journal; sleep 0.02; done' > /dev/null 2>&1 < /dev/null &\necho $! > " + pid);
        script(scripts.resolve("remove"), "[ ! -f " + pid + " ] || kill -9 $(cat " + pid + ") 2>/dev/null\nrm -f " + pid);
        script(scripts.resolve("quickCheck"), "kill -0 $(cat " + pid + ")");
        return scripts;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Trouble killed() {
        return new Trouble() {
            @Override
            public void begin(Stage stage, LabHost host) {
                stage.kill(host);
            }

            @Override
            public void end(Stage stage, LabHost host) {
                stage.product().start(host);
            }
        };
    }

    /** By signals, to the programs whose command line names one of these. */
    private static Trouble stopped(String... names) {
        return new Trouble() {
            private List<String> numbers = List.of();

            @Override
            public void begin(Stage stage, LabHost host) {
                numbers = host.processes().stream().filter(process -> Stream.of(names)
                        .anyMatch(name -> process.info().commandLine().orElse("").contains(name)))
                        .map(process -> Long.toString(process.pid())).toList();
                assertEquals(names.length, numbers.size(), "programs of the node on " + host);
                signal("-STOP");
            }

            @Override
            public void end(Stage stage, LabHost host) {
                signal("-CONT");
            }

            private void signal(String signal) {
                List<String> words = new ArrayList<>(List.of("kill", signal));
                words.addAll(numbers);
                Command.run(words);
            }
        };
    }

    private static Trouble frozen() {
        return new Trouble() {
            private final Freezer freezer = new Freezer();

            @Override
            public void begin(Stage stage, LabHost host) {
                freezer.freeze(host);
            }

            @Override
            public void end(Stage stage, LabHost host) {
                freezer.thaw();
            }
        };
    }
}
