package dev.vigil.lab;

import static dev.vigil.lab.BadInputBench.FAILED;
import static dev.vigil.lab.BadInputBench.NOT_ALLOWED;
import static dev.vigil.lab.BadInputBench.UNREACHABLE;
import static dev.vigil.lab.BadInputBench.USAGE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands and settings that are wrong: each is answered by what is wrong, where, and what would be right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(600)
class BadCommandsTest {
    private static final String LONG = "x".repeat(10_000);
    private static final String HUGE = "x".repeat(120_000);
    private static final String BELL = "web\u0007\u001b[31m";

    private BadInputBench bench;
    private LiveCluster cluster;
    private Path folder = Path.of("");

    @BeforeAll
    void bringUp(@TempDir Path temporary) throws IOException {
        bench = new BadInputBench("Commands and settings", temporary);
        cluster = bench.cluster();
        folder = bench.folder();
        bench.begin();
        Path quiet = cluster.scripts("quiet", "exit 0\n", "exit 0\n", "");
        bench.create("upper", quiet, "--out-of-service");
        bench.create("lower", quiet, "--out-of-service");
        cluster.must("alpha", "dependency", "create", "upper", "lower");
        bench.watch();
    }

    @AfterEach
    void unharmed() {
        bench.unharmed();
    }

    @AfterAll
    void nothingHasHappened() throws IOException {
        try (BadInputBench all = bench) {
            all.end();
        }
    }

    private void alpha(String given, int exitCode, String[] words, String... sentences) {
        bench.says(given, cluster.vigil("alpha", words), exitCode, sentences);
    }

    private static String[] words(String... words) {
        return words;
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
        starts("settings, " + what, word, file.toString());
    }

    private void starts(String given, String... words) {
        bench.says(given, cluster.vigil("charlie", "start"), FAILED, words);
        bench.did("charlie does not start");
    }

    @Test
    void anUnreadableSettingsFile() throws IOException {
        Path file = settingsOfCharlie();
        Files.delete(file);
        Files.createDirectory(file);
        starts("settings, a folder in its place", file.toString(), "cannot be read", "a text file");
        Files.delete(file);
        Files.write(file, new byte[]{'n', 'o', 'd', 'e', ':', ' ', (byte) 0xff, (byte) 0xfe, 0, '\n'});
        starts("settings, bytes that are no text", file.toString());
        Files.delete(file);
        starts("settings, missing", file.toString(), "is missing", "vigil cluster init");
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
        alpha("unknown tag", FAILED, words("switchover", "nothing"), "There is no resource nothing", "status");
        alpha("unknown tag, explain", FAILED, words("explain", "nothing"), "nothing", "vigil status");
        alpha("unknown node", FAILED, words("switchover", "web", "nowhere"), "There is no node nowhere", "alpha", "bravo");
        alpha("unknown type", FAILED, words("resource", "create", "nonsense", "x"), "no resource type nonsense", "generic");
        alpha("unknown property", FAILED, words("resource", "create", "generic", "x", "--property", "colour=red"),
                "no property colour", "scripts");
        alpha("unknown verb", USAGE, words("swithcover", "web"), "switchover");
        alpha("unknown option", USAGE, words("switchover", "web", "--now"), "--now");
        alpha("one word too many", USAGE, words("switchover", "web", "bravo", "now"), "now");
        alpha("one word too few", USAGE, words("resource", "create", "generic"), "TAG");
    }

    @Test
    void whatHasTheWrongForm() {
        alpha("a blank and a slash in a tag", FAILED, words("switchover", "a b/c"), "a b/c", "letters");
        alpha("control characters in a tag", FAILED, words("switchover", BELL), "letters");
        alpha("tag of 10,000 characters", FAILED, words("switchover", LONG), "1 to 64 letters");
        alpha("new tag of 10,000 characters", FAILED, words("resource", "create", "generic", LONG), "1 to 64 letters");
        alpha("property of 120,000 characters", FAILED, words("resource", "set", "upper", "scripts=/" + HUGE), "characters");
        alpha("info of 120,000 characters", FAILED, words("resource", "set", "upper", "--info", HUGE), "characters");
        alpha("control characters in an info", FAILED, words("resource", "set", "upper", "--info", BELL), "control");
        alpha("letters for a duration", USAGE, words("resource", "set", "web", "--quick-check", "soon"), "soon");
        alpha("duration of 10,000 days", FAILED, words("resource", "set", "web", "--quick-check", "240000h"), "quick");
        alpha("letters for a priority", USAGE, words("resource", "extend", "upper", "bravo", "--priority", "first"), "first");
        alpha("own times for the profile default", FAILED, words("profile", "default", "--interval", "1ms", "--detection", "1ms"),
                "The profile default has times of its own", "another name");
        alpha("property without a value", USAGE, words("resource", "create", "generic", "x", "--property", "scripts"),
                "NAME=VALUE");
    }

    @Test
    void aDependencyThatGoesRound() {
        alpha("cyclic dependency", FAILED, words("dependency", "create", "lower", "upper"), "lower needs upper needs lower");
        alpha("dependency on itself", FAILED, words("dependency", "create", "web", "web"), "web");
    }

    @Test
    void aSecondServerInOneHome() {
        alpha("second server in one home", FAILED, words("start", "--foreground"), "Another Vigil node runs in",
                cluster.home("alpha").toString(), "--home");
        alpha("second start", 0, words("start"), "runs already");
        alpha("init of a member", FAILED, words("cluster", "init", "--name", "x", "--node", "x", "--admin", "127.0.0.1:1"),
                cluster.home("alpha").toString());
    }

    @Test
    void wrongAndUsedTokens() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "no-token-at-all\n");
        alpha("wrong token", NOT_ALLOWED, words("--credentials", token.toString(), "status"),
                "needs a token or a client certificate", "--credentials");
        Files.write(token, new byte[]{(byte) 0xff, 0, 13, 10, 10});
        alpha("token file of bytes", NOT_ALLOWED, words("--credentials", token.toString(), "status"), "token");
        alpha("no token file", NOT_ALLOWED, words("--credentials", folder.resolve("no").toString(), "status"),
                "There is no file", "vigil token create");
        String invitation = cluster.must("alpha", "cluster", "invite", "delta").strip();
        String mistyped = invitation.substring(0, invitation.length() - 4);
        joins("path of a join", USAGE, "delta", mistyped, "delta", "LOCAL=REMOTE", "--path", "nonsense");
        joins("invitation mistyped", FAILED, "delta", mistyped, "delta", "vigil cluster invite");
        joins("invitation of another node", FAILED, "echo", invitation, "echo",
                "refused: The invitation is for delta, not for echo");
        alpha("invite a member's name", FAILED, words("cluster", "invite", "bravo"), "Node bravo belongs to the cluster",
                "vigil cluster replace bravo");
        alpha("replace a node that is heard", FAILED, words("cluster", "replace", "bravo", "--reason", "new", "--yes"),
                "Node bravo is heard, so it is not dead", "Stop it");
        alpha("remove the node that is asked", FAILED, words("cluster", "remove", "alpha", "--yes"),
                "Node alpha does not remove itself", "Ask another node: bravo");
        alpha("remove a node that there is not", FAILED, words("cluster", "remove", "zulu", "--yes"), "There is no node zulu");
        joins("used invitation", FAILED, "delta", cluster.spentInvitation(), "bravo", "The invitation was used already.");
    }

    private void joins(String given, int exitCode, String home, String invitation, String node, String sentence, String... more) {
        List<String> words = new ArrayList<>(
                List.of("cluster", "join", invitation, "--node", node, "--admin", "127.0.0.1:7742"));
        words.addAll(List.of(more));
        bench.says(given, cluster.vigil(home, words.toArray(String[]::new)), exitCode, sentence);
        bench.did("the node does not join");
    }

    @Test
    void aNodeOfAnotherCluster() throws IOException {
        settingsOfCharlie();
        bench.says("endpoint of another cluster",
                cluster.vigil("charlie", "--endpoint", LiveCluster.administration("alpha"), "status"),
                UNREACHABLE, "not signed by this cluster's authority", "run/endpoint");
        bench.says("endpoint where nobody is", cluster.vigil("alpha", "--endpoint", "127.0.0.1:1", "status"), UNREACHABLE,
                "127.0.0.1:1");
    }
}
