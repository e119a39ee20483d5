package dev.vigil.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real node of the assembled package, alone in its cluster, on a loopback address, with a home of its own. For one thread but the client. */
final class DurabilityNode implements AutoCloseable {
    private static final String ADDRESS = "127.42.43.1";
    private static final Duration UP_LIMIT = Duration.ofMinutes(2);
    private static final Duration END_LIMIT = Duration.ofMinutes(2);
    private static final Duration MIRROR_LIMIT = Duration.ofMinutes(2);
    private static final Pattern INSTANCE = Pattern.compile("\"instance (?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern TAG = Pattern.compile(" tag=([^ \"]+)");
    private static final Pattern INFO = Pattern.compile(" info=([^ \"]+)");
    private static final Pattern LAG = Pattern.compile("\"mirror_lag\"\\s*:\\s*\"?(\\d+)");
    private final Path folder;
    private final Path home;
    private final Path launcher = new VigilCommands().launcher();
    private final String address;
    private final DurabilityClient client;
    private Optional<Process> server = Optional.empty();

    /** Founds a cluster of one in {@code home}; scripts and output are kept in {@code folder}. */
    DurabilityNode(Path folder, Path home) {
        this.folder = folder;
        this.home = home;
        // In a network namespace of its own, as without root, it is down.
        Command.attempt(List.of("ip", "link", "set", "lo", "up"), "");
        this.address = ADDRESS + ":" + freePort();
        Command.run(launcher.toString(), "--home", home.toString(), "cluster", "init", "--name", "durable", "--node", "alpha",
                "--admin", address);
        this.client = new DurabilityClient(address, home);
        writeScripts();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port on " + ADDRESS, e);
        }
    }

    /** A program that runs as long as a file of its name is there. */
    private void writeScripts() {
        try {
            Path scripts = Files.createDirectories(scripts());
            Path running = Files.createDirectories(folder.resolve("running"));
            for (Map.Entry<String, String> script : Map
                    .of("restore", "touch '" + running + "'/$VIGIL_TAG", "remove", "rm -f '" + running + "'/$VIGIL_TAG",
                            "quickCheck", "echo >>'" + checks() + "'; test -e '" + running + "'/$VIGIL_TAG")
                    .entrySet()) {
                Path file = scripts.resolve(script.getKey());
                Files.writeString(file, "#!/bin/sh\n" + script.getValue() + "\n");
                if (!file.toFile().setExecutable(true)) {
                    throw new LabFailure(file + " cannot be made executable");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder, e);
        }
    }

    Path scripts() {
        return folder.resolve("scripts");
    }

    /** Grows with each check of any resource. */
    Path checks() {
        return folder.resolve("checks");
    }

    Path lcd() {
        return home.resolve("lcd");
    }

    DurabilityClient client() {
        return client;
    }

    boolean isRunning() {
        return server.map(Process::isAlive).orElse(false);
    }

    /** Starts the server and waits until its administration answers. */
    void start() {
        try {
            File output = folder.resolve("console.log").toFile();
            ProcessBuilder.Redirect console = ProcessBuilder.Redirect.appendTo(output);
            server = Optional.of(new ProcessBuilder(launcher.toString(), "--server", "run", "--home", home.toString())
                    .redirectErrorStream(true).redirectOutput(console).redirectInput(new File("/dev/null")).start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + launcher, e);
        }
        if (!Pause.until(UP_LIMIT, () -> isAnswering() || !isRunning()) || !isRunning()) {
            throw new AssertionError("the node does not come up; its output is in " + folder.resolve("console.log"));
        }
    }

    boolean isAnswering() {
        try {
            return client.get("/v1/status").isDone();
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends the process as nothing can notice. */
    void kill() {
        server.ifPresent(process -> process.toHandle().destroyForcibly());
        awaitEnd();
    }

    /** Ends it as an administrator does. */
    void stop() throws IOException {
        DurabilityClient.Answer answer = client.post("/v1/node:stop", "{}");
        if (!answer.isDone()) {
            throw new AssertionError("the node does not stop: " + answer);
        }
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (server.isPresent() && !server.get().waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the node's process " + server.get().pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted", e);
        }
    }

    DurabilityClient.Answer create(String tag, String info, String more) throws IOException {
        return client.post("/v1/resources", "{\"tag\": \"" + tag + "\", \"type\": \"generic\", \"info\": \"" + info
                + "\", \"properties\": {\"scripts\": \"" + scripts() + "\"}" + more + "}");
    }

    /** The free text of each resource in the configuration database, by tag. */
    Map<String, String> infos() throws IOException {
        Map<String, String> infos = new TreeMap<>();
        String rows = client.get("/v1/lcd").body().replace("\\u003d", "=");
        for (Matcher row = INSTANCE.matcher(rows); row.find();) {
            infos.put(word(TAG, row.group()), word(INFO, row.group()));
        }
        return infos;
    }

    /** The state of the resource as the status tells it; empty when it is not there. */
    String state(String tag) throws IOException {
        return word(Pattern.compile("\"tag\"\\s*:\\s*\"" + tag + "\".*?\"state\"\\s*:\\s*\"(\\w+)", Pattern.DOTALL),
                client.get("/v1/status").body());
    }

    private static String word(Pattern pattern, String row) {
        Matcher found = pattern.matcher(row);
        return found.find() ? found.group(1) : "";
    }

    /** Waits until H2 holds what the journal does. */
    void awaitMirror() {
        if (!Pause.until(MIRROR_LIMIT, () -> mirrorLag() == 0)) {
            throw new AssertionError("H2 is " + mirrorLag() + " changes behind after " + MIRROR_LIMIT.toSeconds() + " s");
        }
    }

    private long mirrorLag() {
        try {
            Matcher found = LAG.matcher(client.get("/v1/lcd").body());
            return found.find() ? Long.parseLong(found.group(1)) : -1;
        } catch (IOException e) {
            throw new AssertionError("the node stopped answering", e);
        }
    }

    /** For a reader of the report: the end of what the server printed. */
    @Override
    public String toString() {
        return "the node in " + home + ", output in " + folder.resolve("console.log");
    }

    @Override
    public void close() {
        kill();
    }
}
