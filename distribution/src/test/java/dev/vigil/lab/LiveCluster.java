package dev.vigil.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Two real nodes, each a process of the package, on loopback addresses with two paths: what a user without rights can have. */
final class LiveCluster implements AutoCloseable {
    static final int PEER_PORT = 7741;
    static final int ADMIN_PORT = 7742;
    private static final Duration UP_LIMIT = Duration.ofSeconds(120);
    private static final Pattern HEALTH = Pattern.compile("\"health\"\\s*:\\s*\"(\\w+)\"");
    /** Two systems and two paths. */
    private static final int HEALTHS = 4;
    private static final String NETWORK = network();

    private final Path folder;
    private final Path launcher;
    private final List<Process> servers = new ArrayList<>();
    private final Map<String, Process> running = new TreeMap<>();
    private final Map<String, Path> launchers = new TreeMap<>();
    private String invitation = "";

    LiveCluster(Path folder) throws IOException {
        this.folder = folder;
        this.launcher = LiveClusterPackage.launcher(folder.resolve("package"));
    }

    /** Loopback addresses that no other build on this machine uses. */
    private static String network() {
        long pid = ProcessHandle.current().pid();
        return "127." + (128 + pid / 250 % 64) + "." + (1 + pid % 250) + ".";
    }

    /** The folder of the package's programs. */
    Path programs() {
        return launcher.resolveSibling("");
    }

    Path folder() {
        return folder;
    }

    Path home(String node) {
        return folder.resolve(node);
    }

    /** {@code network} is 1 or 2. */
    static String address(String node, int network) {
        return NETWORK + (10 * network + List.of("alpha", "bravo", "charlie").indexOf(node));
    }

    static String administration(String node) {
        return address(node, 1) + ":" + ADMIN_PORT;
    }

    /** Alpha and bravo, which hear each other over both paths when this returns. */
    void start() throws IOException {
        must("alpha", "cluster", "init", "--name", "live", "--node", "alpha", "--admin", administration("alpha"));
        server("alpha");
        invitation = must("alpha", "cluster", "invite", "bravo").strip();
        must("bravo", "cluster", "join", invitation, "--node", "bravo", "--admin", administration("bravo"), "--path",
                address("bravo", 1) + "=" + address("alpha", 1), "--path", address("bravo", 2) + "=" + address("alpha", 2));
        server("bravo");
        if (!Pause.until(UP_LIMIT, () -> isWhole("alpha") && isWhole("bravo"))) {
            throw new LabFailure("the two nodes do not find each other\n" + log("alpha") + log("bravo"));
        }
    }

    /** By which bravo came in. */
    String spentInvitation() {
        return invitation;
    }

    private void server(String node) throws IOException {
        Path console = home(node).resolve("logs/console.log");
        Files.createDirectories(console.getParent());
        Process server = new ProcessBuilder(words(node, "start", "--foreground")).redirectErrorStream(true)
                .redirectOutput(console.toFile()).start();
        servers.add(server);
        running.put(node, server);
        if (!Pause.until(UP_LIMIT, () -> !server.isAlive() || vigil(node, "status", "--json").isSuccess()) || !server.isAlive()) {
            throw new LabFailure(node + " does not answer: " + Files.readString(console) + log(node));
        }
    }

    /** From its next command on, that node runs another package. */
    void use(String node, Path other) {
        launchers.put(node, other);
    }

    /** Starts a node that was stopped or killed; both hear each other over both paths when this returns. */
    void restart(String node) throws IOException {
        server(node);
        if (!Pause.until(UP_LIMIT, () -> isWhole("alpha") && isWhole("bravo"))) {
            throw new LabFailure(node + " is not heard again\n" + log("alpha") + log("bravo"));
        }
    }

    /** In order: what it owns is handed over first. */
    void stop(String node) {
        must(node, "stop", "--switch-over");
        awaitEnd(node);
    }

    /** At once, as by a failure of the process. */
    void kill(String node) {
        running.get(node).destroyForcibly();
        awaitEnd(node);
    }

    private void awaitEnd(String node) {
        if (!Pause.until(UP_LIMIT, () -> !running.get(node).isAlive())) {
            throw new LabFailure(node + " does not end\n" + log(node));
        }
    }

    boolean isWhole(String node) {
        Command.Outcome status = vigil(node, "status", "--json");
        List<String> healths = HEALTH.matcher(status.text()).results().map(found -> found.group(1)).toList();
        return status.isSuccess() && healths.size() == HEALTHS && healths.stream().allMatch("ALIVE"::equals);
    }

    List<Process> servers() {
        return servers;
    }

    List<String> words(String node, String... arguments) {
        List<String> words = new ArrayList<>(
                List.of(launchers.getOrDefault(node, launcher).toString(), "--home", home(node).toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** The command line of that node, to its end, whatever that is. */
    Command.Outcome vigil(String node, String... arguments) {
        return Command.attempt(words(node, arguments), "");
    }

    String must(String node, String... arguments) {
        return Command.run(words(node, arguments));
    }

    String log(String node) {
        try {
            Path log = home(node).resolve("logs/vigil.log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new LabFailure("the log of " + node + " cannot be read", e);
        }
    }

    /** A folder of scripts; an empty text leaves one out. */
    Path scripts(String name, String restore, String remove, String quickCheck) throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("scripts").resolve(name));
        script(scripts.resolve("restore"), restore);
        script(scripts.resolve("remove"), remove);
        script(scripts.resolve("quickCheck"), quickCheck);
        return scripts;
    }

    private static void script(Path file, String text) throws IOException {
        if (!text.isEmpty()) {
            Files.writeString(file, "#!/bin/sh\n" + text, StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Override
    public void close() {
        for (Process server : servers) {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
        try {
            for (Process server : servers) {
                server.waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
