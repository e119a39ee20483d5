package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command line of the assembled package, as the lab calls it: the only place that knows its words. */
final class VigilCommands {
    static final String TAG = "floating";
    private static final String APPLICATION = "application";
    private static final String PACKAGE_FOLDER = "distribution/target";
    private final Path launcher;

    VigilCommands() {
        launcher = findLauncher();
    }

    private static Path findLauncher() {
        String told = System.getProperty("vigil.package", "");
        if (!told.isEmpty()) {
            return Path.of(told, "bin", "vigil").toAbsolutePath();
        }
        try (Stream<Path> members = Files.list(Path.of(PACKAGE_FOLDER))) {
            return members.map(member -> member.resolve("bin").resolve("vigil")).filter(Files::isExecutable).sorted()
                    .reduce((a, b) -> b)
                    .orElseThrow(
                            () -> new LabFailure("no assembled package: " + PACKAGE_FOLDER + "/vigil-*/bin/vigil is missing"))
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for the assembled package", e);
        }
    }

    Path launcher() {
        return launcher;
    }

    /** What the package brings along for those who watch it. */
    Path monitoring() {
        return launcher.getParent().resolveSibling("monitoring");
    }

    static Path home(LabHost host) {
        return host.home().resolve("vigil");
    }

    private List<String> words(LabHost host, String... arguments) {
        List<String> words = new ArrayList<>(List.of(launcher.toString(), "--home", home(host).toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** What the verb printed; the lab fails when the verb does. */
    String run(LabHost host, String... arguments) {
        return Command.run(host.inside(words(host, arguments)));
    }

    private static String administration(LabHost host) {
        return host.address(Lan.LAN1) + ":7742";
    }

    void initialize(LabHost first) {
        run(first, "cluster", "init", "--name", "lab", "--node", first.name(), "--admin", administration(first));
    }

    /** The words that start a server which stays when they have ended. */
    List<String> start(LabHost host) {
        return words(host, "start");
    }

    void stop(LabHost host) {
        run(host, "stop");
    }

    String invite(LabHost member, LabHost guest) {
        return run(member, "cluster", "invite", guest.name()).strip().lines().reduce((a, b) -> b).orElseThrow();
    }

    void join(LabHost guest, LabHost member, String invitation) {
        List<String> words = new ArrayList<>(
                List.of("cluster", "join", invitation, "--node", guest.name(), "--admin", administration(guest)));
        for (Lan lan : Lan.values()) {
            words.addAll(List.of("--path", guest.address(lan) + "=" + member.address(lan)));
        }
        run(guest, words.toArray(String[]::new));
    }

    /** The paths of a node that has joined by another member. */
    void createPaths(LabHost member, LabHost first, LabHost second) {
        for (Lan lan : Lan.values()) {
            run(member, "path", "create", first.name() + ":" + first.address(lan), second.name() + ":" + second.address(lan));
        }
    }

    void setMajority(LabHost member, List<String> voters) {
        List<String> words = new ArrayList<>(List.of("quorum", "majority"));
        voters.forEach(voter -> words.addAll(List.of("--voter", voter)));
        run(member, words.toArray(String[]::new));
    }

    void setStorage(LabHost member, Path share) {
        run(member, "quorum", "storage", share.toString());
    }

    void setTiming(LabHost member, String profile) {
        run(member, "profile", profile);
    }

    void createAddress(LabHost first, List<LabHost> backups) {
        run(first, "resource", "create", "ip", TAG, "--id", LabNetwork.FLOATING_ADDRESS, "--on", first.name(), "--property",
                "interface=" + Lan.LAN1.device());
        backups.forEach(backup -> run(first, "resource", "extend", TAG, backup.name()));
    }

    /** An application above the address, in service where that is. */
    void createApplication(LabHost first, LabHost second, Path scripts) {
        run(first, "resource", "create", "generic", APPLICATION, "--on", first.name(), "--property", "scripts=" + scripts);
        run(first, "resource", "extend", APPLICATION, second.name());
        run(first, "dependency", "create", APPLICATION, TAG);
    }

    /** A bearer token that this host knows from now on. */
    String createToken(LabHost host, String name, String role) {
        return run(host, "token", "create", name, role).strip();
    }

    void switchover(LabHost member, LabHost to) {
        run(member, "switchover", TAG, to.name());
    }

    /** The cluster as this host sees it, as JSON; a host that does not answer gives a failed outcome. */
    Command.Outcome status(LabHost host) {
        return Command.attempt(host.inside(words(host, "status", "--json")), "");
    }

    static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }
}
