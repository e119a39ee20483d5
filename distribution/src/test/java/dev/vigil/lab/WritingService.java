package dev.vigil.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The service {@code web} of a cluster of real nodes, on alpha and extended to bravo: a program that writes a stamp ten times a second.
 *
 * @param freshMillis a stamp that is older was written by nobody who runs
 */
record WritingService(Path folder, long freshMillis) {

    void create(LiveCluster live) throws IOException {
        String pid = folder + "/pid.$VIGIL_NODE";
        Path scripts = live.scripts("web",
                "setsid sh -c 'while :; do echo x >" + folder
                        + "/stamp.$VIGIL_NODE; sleep 0.1; done' >/dev/null 2>&1 </dev/null &\n" + "echo $! >" + pid + "\n",
                "[ ! -f " + pid + " ] || kill -9 $(cat " + pid + ") 2>/dev/null\nrm -f " + pid + "\n",
                "kill -0 $(cat " + pid + ")\n");
        live.must("alpha", "resource", "create", "generic", "web", "--property", "scripts=" + scripts);
        live.must("alpha", "resource", "extend", "web", "bravo");
    }

    /** By what it does: a process that has ended may still be in the table. */
    boolean isWriting(String node) {
        Path stamp = folder.resolve("stamp." + node);
        try {
            return Files.exists(stamp) && Files.getLastModifiedTime(stamp).toMillis() > System.currentTimeMillis() - freshMillis;
        } catch (IOException e) {
            throw new LabFailure("the stamp of " + node + " cannot be read", e);
        }
    }
}
