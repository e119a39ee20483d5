package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that the server's program carries out, with a script in the place of the launcher. */
@DisabledOnOs(OS.WINDOWS)
final class ServerProgramTest {
    @TempDir
    private Path home = Path.of("");

    private Session vigil(String script, Administration administration, String... arguments) throws IOException {
        Path launcher = Files.writeString(home.resolve("vigil"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Session.of(Map.of("VIGIL_HOME", home.toString()), launcher, places -> administration, arguments);
    }

    /** Nobody answers until the program has made its mark. */
    private Administration answeringOnceThereIs(Path mark) {
        return new Administration() {
            @Override
            public JsonObject get(String path, Map<String, ?> parameters) {
                if (Files.exists(mark)) {
                    return new JsonObject(Map.of());
                }
                throw Failure.unreachable("nobody there", "");
            }

            @Override
            public JsonObject post(String path, Map<String, ?> message) {
                throw new IllegalStateException("start changes nothing");
            }
        };
    }

    private Administration nobody() {
        return answeringOnceThereIs(home.resolve("never"));
    }

    @Test
    void initAndJoinAreGivenToTheServersProgram() throws IOException {
        String record = "printf '%s\\n' \"$@\" > \"$VIGIL_HOME_OF_TEST/words\"; exit 7".replace("$VIGIL_HOME_OF_TEST",
                home.toString());
        Session init = vigil(record, nobody(), "cluster", "init", "--name", "shop", "--node", "alpha", "--admin",
                "10.0.0.1:7742");
        assertEquals(List.of("--server", "init", "--home", home.toString(), "--name", "shop", "--node", "alpha", "--admin",
                "10.0.0.1:7742"), Files.readAllLines(home.resolve("words")));
        assertEquals(7, init.exitCode());
        vigil(record, nobody(), "cluster", "join", "secret string", "--node", "bravo", "--admin", "b:1", "--path", "b=a",
                "--path",
                "d=c");
        assertEquals(List.of("--server", "join", "--home", home.toString(), "--node", "bravo", "--admin", "b:1", "--path", "b=a",
                "--path", "d=c", "secret string"), Files.readAllLines(home.resolve("words")));
    }

    @Test
    void startWaitsForTheAnswer() throws IOException {
        Files.createDirectories(home.resolve("run"));
        Files.writeString(home.resolve("run/endpoint"), "127.0.0.1:7742\n");
        Path mark = home.resolve("answers");
        Session session = vigil("echo starting; touch '" + mark + "'; exec sleep 2", answeringOnceThereIs(mark), "start");
        assertEquals(List.of("The node is up; its administration listens on 127.0.0.1:7742."), session.out(), session.toString());
        assertEquals(List.of("starting"), Files.readAllLines(home.resolve("logs/console.log")));
        Session again = vigil("exit 1", answeringOnceThereIs(mark), "start");
        assertTrue(again.out().getFirst().startsWith("The node runs already"), again.toString());
    }

    @Test
    void restartStartsAgainWhenTheNodeHasGone() throws IOException {
        Path endpoint = Files.createDirectories(home.resolve("run")).resolve("endpoint");
        Files.writeString(endpoint, "127.0.0.1:7742\n");
        Path mark = home.resolve("answers");
        Administration leaving = new Administration() {
            @Override
            public JsonObject get(String path, Map<String, ?> parameters) {
                return answeringOnceThereIs(mark).get(path, parameters);
            }

            @Override
            public JsonObject post(String path, Map<String, ?> message) {
                assertEquals("/v1/node:stop {hand_over=true}", path + " " + message);
                try {
                    Files.delete(endpoint);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                return new JsonObject(Map.of());
            }
        };
        Session session = vigil("echo 127.0.0.1:7742 >'" + endpoint + "'; touch '" + mark + "'; exec sleep 2", leaving,
                "restart");
        assertEquals("The node is up; its administration listens on 127.0.0.1:7742.", session.out().getLast(),
                session.toString());
    }

    @Test
    void aServerThatEndsShowsItsLastWords() throws IOException {
        Session session = vigil("seq 1 40; echo 'port 7742 is taken' >&2; exit 3", nobody(), "start");
        assertEquals(ExitCode.FAILED, session.exitCode());
        assertEquals(15, session.out().size());
        assertEquals("  port 7742 is taken", session.out().getLast());
        assertTrue(session.err().getFirst().contains("exit code 3"), session.toString());
    }

    @Test
    void theOutputOfTheRunBeforeIsKept() throws IOException {
        vigil("echo one; exit 3", nobody(), "start");
        vigil("echo two; exit 3", nobody(), "start");
        assertEquals(List.of("one"), Files.readAllLines(home.resolve("logs/console.log.1")));
        assertEquals(List.of("two"), Files.readAllLines(home.resolve("logs/console.log")));
    }

    @Test
    void withoutALauncherTheErrorSaysSo() {
        Session session = Session.of(Map.of("VIGIL_HOME", home.toString()), home.resolve("none"), places -> nobody(), "start");
        assertEquals(ExitCode.FAILED, session.exitCode());
        assertTrue(session.err().getFirst().contains("is missing"), session.toString());
    }
}
