package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A machine of the lab: network, process, mount and host-name namespaces with a process 1 of its own, two network cards, and a
 * disk of fixed size that outlives its power. Switched on when made. Used by one thread at a time.
 */
public final class LabHost {
    private static final long END_LIMIT_SECONDS = 10;
    private static final String DISK_SIZE = "192m";
    /** Process 1: waits on its input, so that it ends with the lab; bash collects the orphans it is given. */
    private static final String PROCESS_ONE = "hostname $1; mount -t tmpfs -o size=16m tmpfs /run; mount --bind $2 /etc/hosts;"
            + " mount --make-rprivate /; exec bash -c 'echo ready; while read -r line; do :; done'";
    private final LabId id;
    private final String name;
    private final int number;
    private final LabSwitch cables;
    private Optional<Process> power = Optional.empty();
    private long processOne;

    LabHost(LabId id, String name, int number, LabSwitch cables) {
        this.id = id;
        this.name = name;
        this.number = number;
        this.cables = cables;
        insertEmptyDisk();
        powerOn();
    }

    public String name() {
        return name;
    }

    public int number() {
        return number;
    }

    public String address(Lan lan) {
        return lan.address(number);
    }

    String namespace() {
        return id.namespace(name);
    }

    /** The switch's end of the cable to this host on that network. */
    public String port(Lan lan) {
        return name + "." + lan.number();
    }

    public List<String> ports() {
        return List.of(port(Lan.LAN1), port(Lan.LAN2));
    }

    public boolean isOn() {
        return power.isPresent();
    }

    /** The host's disk: the same path inside the host and outside; survives power-off. */
    public Path home() {
        return disk().resolve("home");
    }

    private Path disk() {
        return id.folder().resolve(name);
    }

    /** Throws the disk away and puts an empty one in. The host is off or has not started anything yet. */
    public void insertEmptyDisk() {
        try {
            if (Files.isDirectory(disk())) {
                Command.run("umount", disk().toString());
            }
            Files.createDirectories(disk());
            Command.run("mount", "-t", "tmpfs", "-o", "size=" + DISK_SIZE, "vigil-lab", disk().toString());
            Files.createDirectories(home());
            Files.writeString(disk().resolve("hosts"), "127.0.0.1 localhost " + name + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the disk of " + name, e);
        }
    }

    /** Starts the host with the disk it has; nothing runs on it but process 1. */
    public void powerOn() {
        NetworkNamespace.create(namespace());
        for (Lan lan : Lan.values()) {
            cables.plug(port(lan), lan, namespace(), lan.device());
            Command.run("ip", "-netns", namespace(), "address", "add", address(lan) + "/24", "brd", "+", "dev", lan.device());
            Command.run("ip", "-netns", namespace(), "link", "set", lan.device(), "up");
        }
        try {
            Process process = new ProcessBuilder("ip", "netns", "exec", namespace(), "unshare", "--pid", "--fork", "--kill-child",
                    "--mount",
                    "--uts", "--mount-proc", "sh", "-c", PROCESS_ONE, "sh", name, disk().resolve("hosts").toString())
                    .redirectError(disk().resolve("console").toFile()).start();
            power = Optional.of(process);
            awaitReady(process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot switch " + name + " on", e);
        }
    }

    private void awaitReady(Process process) throws IOException {
        String line = process.inputReader().readLine();
        if (!"ready".equals(line)) {
            throw new LabFailure(name + " did not come up: " + Files.readString(disk().resolve("console")));
        }
        processOne = process.children().findFirst().orElseThrow(() -> new LabFailure(name + " has no process 1")).pid();
    }

    /** How long a power-off took from its first to its last step, and when it began on the monotonic clock. */
    public record PowerOff(long atNanos, Duration took) {}

    /**
     * Takes the power away: the switch hears nothing more of the host, every process of it is killed, its cables go dead. In this
     * order, so that no farewell of a dying process reaches anybody. The namespaces go later, with {@link #removeRemains}.
     */
    public PowerOff powerOff() {
        Process process = power.orElseThrow(() -> new LabFailure(name + " is off already"));
        long begun = System.nanoTime();
        cables.silence(ports());
        ProcessHandle.of(processOne).ifPresent(ProcessHandle::destroyForcibly);
        cables.carrierOff(ports());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        power = Optional.empty();
        awaitEnd(process);
        return new PowerOff(begun, took);
    }

    private void awaitEnd(Process process) {
        try {
            if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new LabFailure(name + " has processes that do not die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted while " + name + " died", e);
        }
    }

    /** Deletes the network namespace of a host that is off, and its cables. */
    public void removeRemains() {
        for (Lan lan : Lan.values()) {
            cables.unplug(port(lan));
        }
        NetworkNamespace.delete(namespace());
    }

    /** The words that run a command inside this host; the command dies with the host. */
    public List<String> inside(List<String> words) {
        if (!isOn()) {
            throw new LabFailure(name + " is off: cannot run " + words);
        }
        List<String> all = new ArrayList<>(
                List.of("nsenter", "--target", Long.toString(processOne), "--net", "--pid", "--mount", "--uts",
                        "--wd=" + home(), "--"));
        all.addAll(words);
        return all;
    }

    public String run(String... words) {
        return Command.run(inside(List.of(words)));
    }

    public Command.Outcome attempt(String... words) {
        return Command.attempt(inside(List.of(words)), "");
    }

    /** Starts a program that goes on; what it prints is appended to {@code log} on the host's disk. */
    public Process spawn(String log, List<String> words) {
        try {
            var to = ProcessBuilder.Redirect.appendTo(disk().resolve(log).toFile());
            ProcessBuilder builder = new ProcessBuilder(inside(words)).redirectErrorStream(true).redirectOutput(to);
            return builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + words + " on " + name, e);
        }
    }

    /** Every process that runs on the host but its process 1; what watches it from outside is not on it. */
    public List<ProcessHandle> processes() {
        Optional<Path> place = processPlace(processOne);
        String pids = Command.run("ip", "netns", "pids", namespace());
        return pids.lines().map(pid -> Long.parseLong(pid.strip()))
                .filter(pid -> pid != processOne && place.isPresent() && processPlace(pid).equals(place))
                .flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    }

    /** The process namespace of a process; empty if it has ended in the meantime. */
    private static Optional<Path> processPlace(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "ns", "pid")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at process " + pid, e);
        }
    }

    /** What a program of this host has printed; empty if it never ran. */
    public String log(String log) {
        try {
            Path file = disk().resolve(log);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log + " of " + name, e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
