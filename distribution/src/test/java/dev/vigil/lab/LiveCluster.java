package dev.vigil.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Two real nodes, each a process of the package, on loopback addresses with two paths: what a user without rights can have. */
final class LiveCluster implements AutoCloseable {
    static final int PEER_PORT = 7741;
    static final int ADMIN_PORT = 7742;
    private static final Duration UP_LIMIT = Duration.ofSeconds(120);
    private static final Duration REFUSED_LIMIT = Duration.ofSeconds(40);
    private static final Pattern HEALTH = Pattern.compile("\"health\"\\s*:\\s*\"(\\w+)\"");
    /** Two systems and two paths. */
    private static final int HEALTHS = 4;
    private static final String NETWORK = network();

    private final Path folder;
    private final Path launcher;
    private final Map<String, Process> servers = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> environment = new LinkedHashMap<>();
    private final Map<String, Path> launchers = new LinkedHashMap<>();
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

    /** What the server of that node finds in its environment, from its next start on. */
    void withEnvironment(String node, Map<String, String> variables) {
        environment.put(node, Map.copyOf(variables));
    }

    /** Starts a server that does not run, and waits until it answers. */
    void server(String node) throws IOException {
        Process server = attempt(node);
        if (!Pause.until(UP_LIMIT, () -> !server.isAlive() || vigil(node, "status", "--json").isSuccess()) || !server.isAlive()) {
            throw new LabFailure(node + " does not answer: " + Files.readString(console(node)) + log(node));
        }
    }

    /** A server that may or may not come up. */
    private Process attempt(String node) throws IOException {
        Path console = Files.createDirectories(folder.resolve("consoles")).resolve(node);
        ProcessBuilder builder = new ProcessBuilder(words(node, "start", "--foreground")).redirectErrorStream(true)
                .redirectOutput(console.toFile());
        builder.environment().putAll(environment.getOrDefault(node, Map.of()));
        Process server = builder.start();
        servers.put(node, server);
        return server;
    }

    private Path console(String node) {
        return folder.resolve("consoles").resolve(node);
    }

    /** What a server says that must not come up. */
    Command.Outcome refused(String node) throws IOException {
        Process server = attempt(node);
        try {
            if (!server.waitFor(REFUSED_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly();
                throw new LabFailure(node + " runs: " + Files.readString(console(node)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted", e);
        }
        return new Command.Outcome(server.exitValue(), Files.readString(console(node)));
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

    /** As an administrator ends a server, with the options of {@code vigil stop}. */
    void stop(String node, String... options) {
        List<String> words = new ArrayList<>(List.of("stop"));
        words.addAll(List.of(options));
        must(node, words.toArray(String[]::new));
        awaitEnd(node);
    }

    /** At once, as by a failure of the process. */
    void kill(String node) {
        servers.get(node).destroyForcibly();
        awaitEnd(node);
    }

    private void awaitEnd(String node) {
        if (!Pause.until(UP_LIMIT, () -> !servers.get(node).isAlive())) {
            throw new LabFailure(node + " does not end\n" + log(node));
        }
    }

    boolean isWhole(String node) {
        Command.Outcome status = vigil(node, "status", "--json");
        return status.isSuccess() && tellsOfAWholeCluster(status.text());
    }

    /** Whether this status knows two nodes that hear each other over two paths. */
    static boolean tellsOfAWholeCluster(String status) {
        List<String> healths = HEALTH.matcher(status).results().map(found -> found.group(1)).toList();
        return healths.size() == HEALTHS && healths.stream().allMatch("ALIVE"::equals);
    }

    /** Those of alpha and bravo, in this order. */
    List<Process> servers() {
        return List.of(servers.get("alpha"), servers.get("bravo"));
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
        for (Process server : servers.values()) {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
        try {
            for (Process server : servers.values()) {
                server.waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
