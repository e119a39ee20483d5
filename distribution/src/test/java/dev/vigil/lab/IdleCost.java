package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What an idle pair costs each host: processor time, and memory with shared pages counted by their share (PSS). */
final class IdleCost {
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int DEAD_CHILDREN_SYSTEM_TIME = 14;
    private final Stage stage;

    IdleCost(Stage stage) {
        this.stage = stage;
    }

    /** Waits for a settled pair, takes the probe away, and gives one line of JSON for each host. */
    List<String> measure(Duration window) {
        LabHost active;
        try (ProbeProcess probe = new ProbeProcess(stage.lab())) {
            active = stage.settle(probe);
        }
        CpuTimes machine = CpuTimes.now();
        TreeMap<String, Long> before = new TreeMap<>();
        stage.lab().hosts().forEach(host -> before.put(host.name(), ticks(host)));
        Pause.of(window);
        double busy = CpuTimes.now().busyPercentSince(machine);
        return stage.lab().hosts().stream().map(host -> {
            double percent = 100 * (ticks(host) - before.get(host.name())) / TICKS_PER_SECOND / window.toSeconds();
            return line(host, host == active ? "active" : "standby", percent, busy);
        }).toList();
    }

    private String line(LabHost host, String role, double percent, double busy) {
        List<ProcessHandle> processes = processes(host);
        long pss = processes.stream().mapToLong(process -> kilobytes(process, "Pss:")).sum();
        long rss = processes.stream().mapToLong(process -> kilobytes(process, "Rss:")).sum();
        return String.format(Locale.ROOT,
                "{\"product\": \"%s\", \"profile\": \"%s\", \"role\": \"%s\", \"cpuPercent\": %.2f, \"pssMb\": %.1f, \"rssMb\": %.1f,"
                        + " \"processes\": %d, \"machineBusyPercent\": %.1f}",
                stage.product().name(), stage.product().profile(), role, percent, pss / 1024.0, rss / 1024.0, processes.size(),
                busy);
    }

    /** All that runs on the host but the lab's echo service. */
    private static List<ProcessHandle> processes(LabHost host) {
        return host.processes().stream()
                .filter(process -> !process.info().commandLine().orElse("").contains(UdpEcho.class.getName())).toList();
    }

    private static long ticks(LabHost host) {
        return processes(host).stream().mapToLong(IdleCost::ticks).sum();
    }

    /** User and system time of the process and of its dead children. */
    private static long ticks(ProcessHandle process) {
        String stat = read(process, "stat");
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long sum = 0;
        for (int i = USER_TIME; i <= DEAD_CHILDREN_SYSTEM_TIME; i++) {
            sum += Long.parseLong(words[i]);
        }
        return sum;
    }

    private static long kilobytes(ProcessHandle process, String name) {
        return read(process, "smaps_rollup").lines().filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + process.pid() + " has gone", e);
        }
    }
}
