package dev.vigil.lab;

import java.util.List;

/** What is done with a whole network namespace. */
final class NetworkNamespace {
    private NetworkNamespace() {}

    static void create(String name) {
        Command.run("ip", "netns", "add", name);
        Command.run("ip", "-netns", name, "link", "set", "lo", "up");
    }

    /** Ends every process in it and deletes it. */
    static void delete(String name) {
        killAll(name);
        Command.run("ip", "netns", "del", name);
    }

    private static void killAll(String name) {
        Command.Outcome listing = Command.attempt(List.of("ip", "netns", "pids", name), "");
        if (!listing.isSuccess()) {
            return;
        }
        for (String pid : listing.text().strip().split("\\s+")) {
            if (!pid.isEmpty()) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }
}
