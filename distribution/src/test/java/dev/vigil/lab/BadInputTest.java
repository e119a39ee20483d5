package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.vigil.comm.trust.PkiFolder;

/**
 * Two nodes with an application in service get everything they should never get. Each mistake is answered by a message that says what is
 * wrong, where, and what would be right; the application stays where it is, untouched, through all of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(600)
class BadInputTest {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int UNREACHABLE = 3;
    private static final int NOT_ALLOWED = 4;
    private static final int PACKETS = 300;
    private static final int STREAMS = 60;
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final String DEEPER = "[".repeat(3_000);
    private static final Pattern CONFIGURATION = Pattern.compile("\"config_number\"\\s*:\\s*\"?([0-9]+)");
    private static final Pattern IN_SERVICE = Pattern.compile("\"state\"\\s*:\\s*\"ISP\"");
    private static final Pattern THREADS = Pattern.compile("(?m)^\"([^\"]+)\"");

    private Path folder = Path.of("");
    private LiveCluster cluster;
    private Path diary = Path.of("");
    private Path call = Path.of("");
    private String configuration = "";
    private final List<String> table = new ArrayList<>();

    @BeforeAll
    void bringUp(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        cluster = new LiveCluster(folder);
        diary = folder.resolve("diary");
        call = folder.resolve("call");
        cluster.start();
        // A build machine stands still for seconds; what is asked here is what bad input does, not what a stall does.
        cluster.must("alpha", "profile", "patient", "--interval", "250ms", "--detection", "15s");
        String running = "kill -0 $(cat " + folder + "/web.pid) 2>/dev/null";
        Path web = cluster.scripts("web",
                "echo restore $VIGIL_NODE >>" + diary + "\nsleep 100000 </dev/null >/dev/null 2>&1 &\necho $! >" + folder
                        + "/web.pid\n",
                "echo remove $VIGIL_NODE >>" + diary + "\n" + running + " && kill $(cat " + folder + "/web.pid)\nexit 0\n",
                running + "\n");
        Path hanging = cluster.scripts("hanging", "echo $$ >>" + call + "\nsleep 1000 &\necho $! >>" + call + "\nwait\n",
                "exit 0\n", "");
        Path missing = cluster.scripts("missing", "", "exit 0\n", "");
        Path plain = cluster.scripts("plain", "exit 0\n", "exit 0\n", "");
        Files.setPosixFilePermissions(plain.resolve("restore"), PosixFilePermissions.fromString("rw-r--r--"));
        create("web", web, "--quick-check", "1s");
        cluster.must("alpha", "resource", "extend", "web", "bravo");
        create("hanging", hanging, "--property", "limit.restore=2", "--out-of-service");
        create("missing", missing, "--out-of-service");
        create("plain", plain, "--out-of-service");
        Path quiet = cluster.scripts("quiet", "exit 0\n", "exit 0\n", "");
        create("upper", quiet, "--out-of-service");
        create("lower", quiet, "--out-of-service");
        cluster.must("alpha", "dependency", "create", "upper", "lower");
        assertTrue(Pause.until(SETTLE, () -> IN_SERVICE.matcher(status("alpha")).find()), status("alpha"));
        configuration = configuration();
        diary(List.of("restore alpha"));
    }

    private void create(String tag, Path scripts, String... more) {
        List<String> words = new ArrayList<>(List.of("resource", "create", "generic", tag, "--property", "scripts=" + scripts));
        words.addAll(List.of(more));
        cluster.must("alpha", words.toArray(String[]::new));
    }

    @AfterAll
    void nothingHasHappened() throws IOException {
        try {
            Files.write(Path.of("target/bad-input.md"), table);
            diary(List.of("restore alpha"));
            assertEquals(configuration, configuration(), "the configuration has changed");
            for (String node : List.of("alpha", "bravo")) {
                assertTrue(Pause.until(SETTLE, () -> cluster.isWhole(node)), status(node));
                assertTrue(cluster.must(node, "status").contains("web"), node);
                assertTrue(cluster.log(node).contains("heartbeats-begin"), "the log of " + node + " is elsewhere");
                List<String> errors = cluster.log(node).lines().filter(line -> line.contains(" ERROR ")).toList();
                assertEquals(List.of(), errors, "the log of " + node);
            }
            assertTrue(
                    Pattern.compile("\"tag\"\\s*:\\s*\"web\"[^]]*?\"owner\"\\s*:\\s*\"alpha\"", Pattern.DOTALL)
                            .matcher(status("bravo")).find(),
                    status("bravo"));
            for (Process server : cluster.servers()) {
                assertTrue(server.isAlive(), "a server has ended");
                assertNoThreadHangs(server);
            }
            kill(Long.parseLong(Files.readString(folder.resolve("web.pid")).strip()));
        } finally {
            cluster.close();
        }
    }

    /** No call of a kit is still at work, and no thread waits for a lock that another does not give back. */
    private static void assertNoThreadHangs(Process server) {
        String threads = Command.run(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(server.pid()),
                "Thread.print");
        List<String> names = new ArrayList<>();
        Matcher found = THREADS.matcher(threads);
        while (found.find()) {
            names.add(found.group(1));
        }
        assertTrue(names.contains("vigil-controller") && names.contains("vigil-heartbeat-1-1"), names.toString());
        assertEquals(List.of(), names.stream().filter(name -> name.startsWith("vigil-kit-call")).toList());
        assertTrue(!threads.contains("deadlock") && !threads.contains("BLOCKED (on object monitor)"), threads);
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }

    private void diary(List<String> expected) throws IOException {
        assertEquals(expected, Files.readAllLines(diary), "the application was touched");
    }

    private String status(String node) {
        return cluster.vigil(node, "status", "--json").text();
    }

    private String configuration() {
        String rows = cluster.must("alpha", "lcdstatus").lines().filter(line -> !line.startsWith("configuration ")).filter(
                line -> Stream.of("state ", "ownership ", "flag ").noneMatch(line::startsWith))
                .reduce("", (all, line) -> all + line + "\n");
        Matcher number = CONFIGURATION.matcher(status("bravo"));
        assertTrue(number.find());
        return number.group(1) + "\n" + rows;
    }

    /** The whole message, with the exit code; every word must stand in it. */
    private void says(String what, Command.Outcome outcome, int exitCode, String... words) {
        table.add("| " + what + " | " + outcome.exitCode() + " | "
                + outcome.text().strip().replace(folder.toString(), "FOLDER").replaceAll("\\s*\n\\s*", " / ") + " |");
        assertEquals(exitCode, outcome.exitCode(), what + ": " + outcome.text());
        for (String word : words) {
            assertTrue(outcome.text().contains(word), what + " does not say \"" + word + "\": " + outcome.text());
        }
        assertTrue(outcome.text().lines().noneMatch(line -> line.strip().startsWith("at ")), outcome.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"unknown key | colour: red | unknown keys [colour]",
            "bad level | log-level: loud | loud",
            "not host:port | admin: here | admin is \"here\"; it must be host:port", "not YAML | node: [alpha | line",
            "a list | - node | key: value"})
    void aBrokenSettingsFile(String what, String text, String word) throws IOException {
        Path file = settingsOfCharlie();
        String key = text.contains(":") ? text.substring(0, text.indexOf(':') + 1) : "none";
        String kept = text.startsWith("-")
                ? ""
                : Files.readString(file).lines().filter(line -> !line.startsWith(key))
                        .reduce("", (all, line) -> all + line + "\n");
        Files.writeString(file, kept + text + "\n");
        says("settings, " + what, cluster.vigil("charlie", "start"), FAILED, file.toString(), word);
    }

    @Test
    void anUnreadableSettingsFile() throws IOException {
        Path file = settingsOfCharlie();
        Files.delete(file);
        Files.createDirectory(file);
        says("settings, a folder in its place", cluster.vigil("charlie", "start"), FAILED, file.toString(), "cannot be read",
                "a text file");
        Files.delete(file);
        says("settings, missing", cluster.vigil("charlie", "start"), FAILED, file.toString(), "is missing", "vigil cluster init");
    }

    private Path settingsOfCharlie() throws IOException {
        Path file = cluster.home("charlie").resolve("conf/vigil.yaml");
        if (!Files.exists(cluster.home("charlie"))) {
            cluster.must("charlie", "cluster", "init", "--name", "other", "--node", "charlie", "--admin",
                    LiveCluster.administration("charlie"));
            Files.copy(file, folder.resolve("charlie.yaml"));
        }
        Files.deleteIfExists(file);
        return Files.copy(folder.resolve("charlie.yaml"), file);
    }

    @Test
    void whatIsNotThere() {
        says("unknown tag", cluster.vigil("alpha", "switchover", "nothing"), FAILED, "There is no resource nothing", "status");
        says("unknown tag, explain", cluster.vigil("alpha", "explain", "nothing"), FAILED, "nothing", "vigil status");
        says("unknown node", cluster.vigil("alpha", "switchover", "web", "nowhere"), FAILED, "nowhere");
        says("unknown type", cluster.vigil("alpha", "resource", "create", "nonsense", "x"), FAILED, "no resource type nonsense",
                "generic");
        says("unknown property", cluster.vigil("alpha", "resource", "create", "generic", "x", "--property", "colour=red"), FAILED,
                "no property colour", "scripts");
        says("unknown verb", cluster.vigil("alpha", "swithcover", "web"), USAGE, "switchover");
        says("not a name", cluster.vigil("alpha", "switchover", "a b/c"), FAILED, "a b/c");
    }

    @Test
    void aDependencyThatGoesRound() {
        says("cyclic dependency", cluster.vigil("alpha", "dependency", "create", "lower", "upper"), FAILED,
                "lower needs upper needs lower");
        says("dependency on itself", cluster.vigil("alpha", "dependency", "create", "web", "web"), FAILED, "web");
    }

    @Test
    void aSecondServerInOneHome() {
        says("second instance", cluster.vigil("alpha", "start", "--foreground"), FAILED, "Another Vigil node runs in",
                cluster.home("alpha").toString(), "--home");
        says("second start", cluster.vigil("alpha", "start"), 0, "runs already");
        says("init of a member",
                cluster.vigil("alpha", "cluster", "init", "--name", "x", "--node", "x", "--admin", "127.0.0.1:1"),
                FAILED, cluster.home("alpha").toString());
    }

    @Test
    void wrongAndUsedTokens() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "no-token-at-all\n");
        says("wrong token", cluster.vigil("alpha", "--credentials", token.toString(), "status"), NOT_ALLOWED,
                "needs a token or a client certificate", "--credentials");
        says("no token file", cluster.vigil("alpha", "--credentials", folder.resolve("no").toString(), "status"), NOT_ALLOWED,
                "There is no file", "vigil token create");
        String invitation = cluster.must("alpha", "cluster", "invite", "delta").strip();
        String[] join = {"cluster", "join", "", "--node", "delta", "--admin", "127.0.0.1:7742", "--path", "nonsense"};
        join[2] = invitation.substring(0, invitation.length() - 4);
        says("path of a join", cluster.vigil("delta", join), USAGE, "LOCAL=REMOTE");
        String[] right = {"cluster", "join", join[2], "--node", "delta", "--admin", "127.0.0.1:7742"};
        says("invitation mistyped", cluster.vigil("delta", right), FAILED, "mistyped", "vigil cluster invite");
        String[] stolen = {"cluster", "join", invitation, "--node", "echo", "--admin", "127.0.0.1:7742"};
        says("invitation of another node", cluster.vigil("echo", stolen), FAILED,
                "refused: The invitation is for delta, not for echo", "vigil cluster invite");
        says("join as a member's name", cluster.vigil("delta", "cluster", "join",
                cluster.must("alpha", "cluster", "invite", "alpha").strip(), "--node", "alpha", "--admin", "127.0.0.1:7742"),
                FAILED,
                "alpha");
    }

    @Test
    void aUsedInvitation() {
        says("used invitation", cluster.vigil("delta", "cluster", "join", cluster.spentInvitation(), "--node", "bravo", "--admin",
                "127.0.0.1:7742"), FAILED, "The invitation was used already.", "vigil cluster invite");
    }

    @Test
    void certificatesOfAnotherCluster() throws Exception {
        SSLContext stranger = BadInputTraffic.stranger(folder.resolve("stranger"));
        String admin = BadInputTraffic.sent(stranger, LiveCluster.address("alpha", 1), LiveCluster.ADMIN_PORT,
                "GET /v1/status HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        told("foreign certificate, administration", admin, "certificate");
        String peer = BadInputTraffic.sent(stranger, LiveCluster.address("alpha", 1), LiveCluster.PEER_PORT,
                new byte[]{0, 0, 0, 1, 0});
        told("foreign certificate, peer port", peer, "certificate");
        logged("alpha", "not signed by this cluster's authority");
        // The other way round: this machine's command line asks a node of another cluster.
        settingsOfCharlie();
        says("node of another cluster", cluster.vigil("charlie", "--endpoint", LiveCluster.administration("alpha"), "status"),
                UNREACHABLE, "not signed by this cluster's authority", "run/endpoint");
    }

    @Test
    void framesWithoutEnd() throws Exception {
        String alpha = LiveCluster.address("alpha", 1);
        PkiFolder pki = PkiFolder.open(cluster.home("alpha").resolve("pki"));
        SSLContext member = BadInputTraffic.member(folder.resolve("mallory"), pki.authority());
        for (int length : new int[]{Integer.MAX_VALUE, -1, 5_000}) {
            String peer = BadInputTraffic.sent(member, alpha, LiveCluster.PEER_PORT,
                    ByteBuffer.allocate(8).putInt(length).array());
            told("frame of " + Integer.toUnsignedString(length) + " bytes, peer port", peer, "closed");
        }
        logged("alpha", "a frame of 2147483647 bytes, at most");
        String token = "Authorization: Bearer " + pki.adminToken().text() + "\r\n";
        SSLContext nobody = SSLContext.getInstance("TLSv1.3");
        nobody.init(null, BadInputTraffic.trusting(), null);
        String head = "POST /v1/resources:switchover HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + token;
        // Little is sent after what is refused: the rest, unread, would make the system throw the answer away on its way.
        told("body of 2 MB, administration", BadInputTraffic.sent(nobody, alpha, LiveCluster.ADMIN_PORT,
                (head + "Content-Length: 2000000\r\n\r\n" + "x").getBytes(StandardCharsets.US_ASCII)),
                "400", "The body is longer than");
        told("nested body, administration", BadInputTraffic.sent(nobody, alpha, LiveCluster.ADMIN_PORT,
                (head + "Content-Length: " + DEEPER.length() + "\r\n\r\n" + DEEPER).getBytes(StandardCharsets.US_ASCII)),
                "400", "The body is not the JSON of MoveRequest", "path $[0][0]", "Its fields are tag, node");
        told("header of 9 kB, administration", BadInputTraffic.sent(nobody, alpha, LiveCluster.ADMIN_PORT,
                (head + "X: " + "x".repeat(9_000) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)), "431");
    }

    private void told(String what, String answer, String... words) {
        table.add("| " + what + " | - | " + answer.strip().replaceAll("\\s*\r?\n\\s*", " / ") + " |");
        for (String word : words) {
            assertTrue(answer.contains(word), what + " is not told \"" + word + "\": " + answer);
        }
    }

    private void logged(String node, String words) {
        assertTrue(Pause.until(SETTLE, () -> cluster.log(node).contains(words)), "the log of " + node + " does not say " + words);
        String line = cluster.log(node).lines().filter(one -> one.contains(words)).findFirst().orElseThrow();
        table.add("| - in the log of " + node + " | - | " + line.replaceFirst("^\\S+ ", "") + " |");
    }

    @Test
    void garbageOnEveryPort() throws IOException {
        Random random = new Random(20_251_123);
        for (String node : List.of("alpha", "bravo")) {
            for (int network = 1; network <= 2; network++) {
                String address = LiveCluster.address(node, network);
                BadInputTraffic.datagrams(address, LiveCluster.PEER_PORT, PACKETS, random);
                BadInputTraffic.streams(address, LiveCluster.PEER_PORT, STREAMS, random);
            }
            BadInputTraffic.datagrams(LiveCluster.address(node, 1), LiveCluster.ADMIN_PORT, PACKETS, random);
            BadInputTraffic.streams(LiveCluster.address(node, 1), LiveCluster.ADMIN_PORT, STREAMS, random);
            logged(node, "datagram-dropped");
        }
        assertTrue(cluster.isWhole("alpha") && cluster.isWhole("bravo"), status("alpha"));
    }

    @Test
    void scriptsThatCannotWork() throws IOException {
        says("script hangs", cluster.vigil("alpha", "resource", "in-service", "hanging"), FAILED,
                "could not be brought in service on alpha",
                "scripts/hanging/restore was ", "its 2 processes were ended");
        List<String> pids = Files.readAllLines(call);
        assertEquals(0, pids.size() % 2, pids.toString());
        assertTrue(Pause.until(SETTLE, () -> pids.stream().noneMatch(pid -> ProcessHandle.of(Long.parseLong(pid)).isPresent())),
                "the processes of the script live on: " + pids);
        says("script missing", cluster.vigil("alpha", "resource", "in-service", "missing"), FAILED, "holds no restore script",
                folder.resolve("scripts/missing").toString());
        says("script not executable", cluster.vigil("alpha", "resource", "in-service", "plain"), FAILED, "restore", "execut");
    }
}
