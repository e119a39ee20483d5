package dev.vigil.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Both nodes as processes of this machine, on loopback addresses: all that a user without rights has. */
final class LoopbackHosts implements Hosts {
    private final Path folder;

    LoopbackHosts(Path folder) {
        this.folder = folder;
    }

    static DemoNode node(String name, int number, Path folder) {
        return new DemoNode(name, number, folder, "127.0.11." + number, "127.0.12." + number);
    }

    @Override
    public String describe() {
        return "Two nodes as processes of this machine, on loopback addresses (as root: network namespaces and a floating address).";
    }

    @Override
    public void make() {
        // Loopback addresses are there already.
    }

    @Override
    public void unmake() {
        for (String name : List.of("alpha", "bravo")) {
            end(name);
        }
    }

    @Override
    public List<String> on(DemoNode node, List<String> command) {
        return command;
    }

    @Override
    public List<String> server(DemoNode node, List<String> command) {
        if (Commands.isWindows()) {
            return command;
        }
        List<String> inItsOwnGroup = new ArrayList<>(List.of("setsid"));
        inItsOwnGroup.addAll(command);
        return inItsOwnGroup;
    }

    @Override
    public void powerOff(DemoNode node, long pid) {
        end(node.name());
    }

    @Override
    public void powerOn(DemoNode node) {
        // Its addresses have not gone.
    }

    @Override
    public Optional<FloatingAddress> floatingAddress() {
        return Optional.empty();
    }

    /** The node and its application at once, as when the power fails; each only where its process is still the one that was noted. */
    private void end(String name) {
        List<ProcessHandle> ending = new ArrayList<>();
        for (String file : List.of(name + ".pid", name + ".application.pid")) {
            noted(folder.resolve(file)).ifPresent(process -> {
                process.descendants().forEach(ending::add);
                ending.add(process);
            });
        }
        if (!ending.isEmpty() && !Commands.isWindows()) {
            List<String> kill = new ArrayList<>(List.of("kill", "-KILL"));
            ending.forEach(process -> kill.add(Long.toString(process.pid())));
            Commands.attempt(kill);
        }
        ending.forEach(ProcessHandle::destroyForcibly);
    }

    private Optional<ProcessHandle> noted(Path file) {
        try {
            long pid = Long.parseLong(Files.readString(file, StandardCharsets.UTF_8).strip());
            return ProcessHandle.of(pid).filter(
                    process -> process.info().commandLine().filter(line -> line.contains(folder.toString())).isPresent());
        } catch (NoSuchFileException notStarted) {
            return Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw new DemoFailure(file + " cannot be read: " + e);
        }
    }
}
