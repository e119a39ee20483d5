package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Two nodes with an application in service, which get what they should never get. What they say to it becomes a table; whether the
 * application stays where it is, untouched, and both nodes are what they were, is asked after each kind. For one thread.
 */
final class BadInputBench implements AutoCloseable {
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int NOT_ALLOWED = 4;
    static final Duration SETTLE = Duration.ofSeconds(60);
    static final List<String> NODES = List.of("alpha", "bravo");
    private static final Pattern CONFIGURATION = Pattern.compile("\"config_number\"\\s*:\\s*\"?([0-9]+)");
    private static final Pattern THREADS = Pattern.compile("(?m)^\"([^\"]+)\"");
    private static final Pattern WEB = Pattern.compile("\"tag\"\\s*:\\s*\"web\".*?\"owner\"\\s*:\\s*\"alpha\".*?"
            + "\"node\"\\s*:\\s*\"alpha\".*?\"state\"\\s*:\\s*\"ISP\"", Pattern.DOTALL);
    private static final long MOST_MORE_LIVE_KILOBYTES = 12 * 1024;
    /** Threads of the system that come and go: those that carry virtual threads, the compiler, the pools of the libraries. */
    private static final long MOST_MORE_THREADS = 12;

    private final Path folder;
    private final LiveCluster cluster;
    private final BadInputTable table;
    private final Path diary;
    private final List<Footprint> before = new ArrayList<>();
    private final Map<String, DurabilityClient> clients = new HashMap<>();
    private final List<String> expectedErrors = new ArrayList<>();
    private String configuration = "";

    BadInputBench(String theme, Path temporary) throws IOException {
        folder = temporary.toRealPath();
        cluster = new LiveCluster(folder);
        table = new BadInputTable(theme, folder);
        diary = folder.resolve("diary");
    }

    LiveCluster cluster() {
        return cluster;
    }

    Path folder() {
        return folder;
    }

    /** Brings the cluster up, with its application in service on alpha. */
    void begin() throws IOException {
        cluster.start();
        // A build machine stands still for seconds; what is asked here is what bad input does, not what a stall does.
        cluster.must("alpha", "profile", "patient", "--interval", "250ms", "--detection", "15s");
        String running = "kill -0 $(cat " + folder + "/web.pid) 2>/dev/null";
        Path web = cluster.scripts("web",
                "echo restore $VIGIL_NODE >>" + diary + "\nsleep 100000 </dev/null >/dev/null 2>&1 &\necho $! >" + folder
                        + "/web.pid\n",
                "echo remove $VIGIL_NODE >>" + diary + "\n" + running + " && kill $(cat " + folder + "/web.pid)\nexit 0\n",
                running + "\n");
        create("web", web, "--quick-check", "1s");
        cluster.must("alpha", "resource", "extend", "web", "bravo");
    }

    /** A line of the log with these words is no surprise here. */
    void mayLog(String error) {
        expectedErrors.add(error);
    }

    /** From here on nothing may change. */
    void watch() {
        unharmed();
        configuration = configuration();
        cluster.servers().forEach(server -> before.add(Footprint.of(server)));
    }

    void create(String tag, Path scripts, String... more) {
        List<String> words = new ArrayList<>(List.of("resource", "create", "generic", tag, "--property", "scripts=" + scripts));
        words.addAll(List.of(more));
        cluster.must("alpha", words.toArray(String[]::new));
    }

    /** The whole message, with the exit code; every word must stand in it. */
    void says(String given, Command.Outcome outcome, int exitCode, String... words) {
        table.add(given, Integer.toString(outcome.exitCode()), outcome.text());
        assertEquals(exitCode, outcome.exitCode(), given + ": " + outcome.text());
        contains(given, outcome.text(), words);
        assertTrue(outcome.text().lines().noneMatch(line -> line.strip().startsWith("at ")), outcome.text());
    }

    /** What came back to something that has no exit code. */
    void told(String given, String answer, String... words) {
        table.add(given, "-", answer);
        contains(given, answer, words);
    }

    static void contains(String given, String text, String... words) {
        for (String word : words) {
            assertTrue(text.contains(word), given + " is not told \"" + word + "\": " + text);
        }
    }

    /** The log says so too, or says all there is to say, about the last kind. */
    void logged(String node, String words) {
        assertTrue(Pause.until(SETTLE, () -> cluster.log(node).contains(words)), "the log of " + node + " does not say " + words);
        String line = cluster.log(node).lines().filter(one -> one.contains(words)).reduce((a, b) -> b).orElseThrow();
        table.alsoSaid("log of " + node + ": " + line.replaceFirst("^\\S+ \\S+ ", "").replaceAll(" +", " "));
    }

    /** The line of the log with {@code words} in it has {@code more} as well. */
    void logHas(String node, String words, String more) {
        assertTrue(cluster.log(node).lines().anyMatch(line -> line.contains(words) && line.contains(more)),
                () -> "the log of " + node + " does not say " + more + " with " + words);
    }

    /** What the cluster did about what was told last; without it, nothing. */
    void did(String what) {
        table.done(what);
    }

    /** Both nodes answer and hear each other, and the application runs where it ran and has not been touched. */
    void unharmed() {
        table.done("nothing has changed");
        cluster.servers().forEach(server -> assertTrue(server.isAlive(), "a server has ended"));
        for (String node : NODES) {
            assertTrue(Pause.until(SETTLE, () -> isWell(status(node))), () -> status(node) + cluster.log(node));
        }
        untouched();
    }

    void untouched() {
        try {
            assertEquals(List.of("restore alpha"), Files.readAllLines(diary), "the application was touched");
        } catch (IOException e) {
            throw new LabFailure("the diary cannot be read", e);
        }
    }

    private static boolean isWell(String status) {
        return LiveCluster.tellsOfAWholeCluster(status) && WEB.matcher(status).find();
    }

    /** As JSON; empty when the node does not answer. */
    String status(String node) {
        try {
            return clients.computeIfAbsent(node,
                    one -> new DurabilityClient(LiveCluster.administration(one), cluster.home(one))).get("/v1/status").body();
        } catch (IOException silent) {
            return "";
        }
    }

    private String configuration() {
        String rows = cluster.must("alpha", "lcdstatus").lines().filter(line -> !line.startsWith("configuration ")).filter(
                line -> Stream.of("state ", "ownership ", "flag ").noneMatch(line::startsWith))
                .reduce("", (all, line) -> all + line + "\n");
        var number = CONFIGURATION.matcher(status("bravo"));
        assertTrue(number.find());
        return number.group(1) + "\n" + rows;
    }

    /** At the end of all: the configuration is what it was, no log has an error, nothing has stayed behind in memory. */
    void end() throws IOException {
        unharmed();
        assertEquals(configuration, configuration(), "the configuration has changed");
        for (String node : NODES) {
            assertTrue(cluster.log(node).contains("heartbeats-begin"), "the log of " + node + " is elsewhere");
            List<String> errors = cluster.log(node).lines().filter(line -> line.contains(" ERROR "))
                    .filter(line -> expectedErrors.stream().noneMatch(line::contains)).toList();
            assertEquals(List.of(), errors, "the log of " + node);
        }
        table.write(footprints());
    }

    private List<String> footprints() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < NODES.size(); i++) {
            Process server = cluster.servers().get(i);
            Footprint was = before.get(i);
            assertNoThreadHangs(server);
            assertTrue(Pause.until(SETTLE, () -> Footprint.members(server, "task") <= was.threads() + MOST_MORE_THREADS),
                    () -> Footprint.jcmd(server, "Thread.print"));
            Footprint is = Footprint.of(server);
            rows.add(Footprint.row(NODES.get(i), was, is));
            assertTrue(is.liveKilobytes() <= was.liveKilobytes() + MOST_MORE_LIVE_KILOBYTES, was + " has become " + is);
        }
        return rows;
    }

    /** No call of a kit is still at work, and no thread waits for a lock that another does not give back. */
    private static void assertNoThreadHangs(Process server) {
        String threads = Footprint.jcmd(server, "Thread.print");
        List<String> names = THREADS.matcher(threads).results().map(found -> found.group(1)).toList();
        assertTrue(names.contains("vigil-controller") && names.contains("vigil-heartbeat-1-1"), names.toString());
        assertEquals(List.of(), names.stream().filter(name -> name.startsWith("vigil-kit-call")).toList());
        assertTrue(!threads.contains("deadlock") && !threads.contains("BLOCKED (on object monitor)"), threads);
    }

    @Override
    public void close() {
        try {
            Path pid = folder.resolve("web.pid");
            if (Files.exists(pid)) {
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroy);
            }
        } catch (IOException e) {
            throw new LabFailure("the application cannot be ended", e);
        } finally {
            cluster.close();
        }
    }
}
