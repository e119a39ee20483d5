package dev.vigil.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Lets everything that runs on a host stand still at the same moment, and go on at the same moment. One at a time. */
final class Freezer {
    private static final Duration EMPTIES_WITHIN = Duration.ofSeconds(10);
    private final Path group = Path.of("/sys/fs/cgroup/freezer/vigil-lab-" + ProcessHandle.current().pid());

    void freeze(LabHost host) {
        Command.run("mkdir", group.toString());
        host.processes().forEach(process -> Command.attempt(
                List.of("sh", "-c", "echo " + process.pid() + " > " + group + "/cgroup.procs"), ""));
        Command.run("sh", "-c", "echo FROZEN > " + group + "/freezer.state");
    }

    /** What is born meanwhile is in the group too, and leaves it with the others. */
    void thaw() {
        Command.run("sh", "-c", "echo THAWED > " + group + "/freezer.state");
        boolean isEmpty = Pause.until(EMPTIES_WITHIN, () -> {
            Command.attempt(List.of("sh", "-c", "for p in $(cat " + group
                    + "/cgroup.procs); do echo $p > /sys/fs/cgroup/freezer/cgroup.procs; done"), "");
            return Command.attempt(List.of("rmdir", group.toString()), "").isSuccess();
        });
        if (!isEmpty) {
            throw new LabFailure("the freezer " + group + " cannot be emptied");
        }
    }
}
