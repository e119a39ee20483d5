package dev.vigil.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * End to end: the home of a real node is on a small disk that runs full under writing clients. Changes are then refused in words that help, the node
 * answers on and watches what it runs; with room again it takes changes without a restart; nothing acknowledged is lost.
 */
final class DurabilityDisk implements AutoCloseable {
    private static final Duration UNUSED_WITHIN = Duration.ofSeconds(10);
    private static final String SIZE = "24m";
    private static final String KEPT = "kept";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private final Path folder;
    private final Path disk;
    private final Path ballast;
    private final DurabilityNode node;
    private final Map<String, String> acknowledged = new TreeMap<>();
    private String refusal = "";
    private long recoveredMillis;

    DurabilityDisk(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.disk = Files.createDirectories(folder.resolve("disk"));
        this.ballast = disk.resolve("ballast");
        Command.run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", disk.toString());
        this.node = found();
    }

    private DurabilityNode found() {
        try {
            return new DurabilityNode(folder, disk.resolve("vigil"));
        } catch (RuntimeException e) {
            Command.run("umount", disk.toString());
            throw e;
        }
    }

    /** An AssertionError says what went otherwise. */
    void run() throws IOException {
        node.start();
        DurabilityClient.Answer kept = node.create(KEPT, KEPT, ", \"quick_check_seconds\": 1");
        check(kept.isDone(), "the first resource was refused: " + kept);
        acknowledged.put(KEPT, KEPT);
        check(Pause.until(LIMIT, () -> node.checks().toFile().exists()), "the resource is never checked");
        DurabilityWriters writers = new DurabilityWriters(node, "w");
        try {
            boolean isFull = Pause.until(LIMIT,
                    () -> fill() && writers.refusals().stream().anyMatch(DurabilityDisk::isAboutRoom));
            check(isFull, "no change was refused for want of room: " + writers);
        } finally {
            writers.end();
        }
        acknowledged.putAll(writers.acknowledged());
        refusal = writers.refusals().stream().filter(DurabilityDisk::isAboutRoom).findFirst().orElseThrow();
        checkWords();
        checkService();
        makeRoom();
        compare();
        node.kill();
        node.start();
        compare();
        node.awaitMirror();
    }

    private static boolean isAboutRoom(String refusal) {
        return refusal.contains("no room on the disk");
    }

    /** Writes until the disk takes nothing more; true, to go on. */
    private boolean fill() {
        byte[] zeros = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException full) {
            return true;
        }
    }

    /** What, where, and what would be right. */
    private void checkWords() {
        check(refusal.contains(disk + "/vigil/lcd/journal") && refusal.contains("bytes are needed"),
                "the refusal does not say where and how much: " + refusal);
        check(refusal.contains("\"hint\":") && refusal.contains("room on the disk"),
                "the refusal does not say what to do: " + refusal);
    }

    private void checkService() throws IOException {
        check(node.isRunning(), "the node's process has ended on the full disk");
        String status = node.client().get("/v1/status").body();
        check(status.contains("Nothing can be stored"), "the status does not warn");
        check(node.state(KEPT).equals("ISP"), "the resource is " + node.state(KEPT));
        long checks = Files.size(node.checks());
        check(Pause.until(LIMIT, () -> node.checks().toFile().length() > checks + 1), "the resource is no longer checked");
        check(Files.exists(folder.resolve("running").resolve(KEPT)), "the resource was taken out of service");
    }

    private void makeRoom() throws IOException {
        Files.delete(ballast);
        long begun = System.nanoTime();
        check(Pause.until(LIMIT, () -> isCreated("after")), "with room again no change is taken");
        recoveredMillis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        acknowledged.put("after", "after");
        check(Pause.until(LIMIT, this::isWell), "the status goes on to warn");
    }

    private boolean isWell() {
        try {
            return !node.client().get("/v1/status").body().contains("Nothing can be stored");
        } catch (IOException e) {
            throw new AssertionError("the node stopped answering", e);
        }
    }

    private boolean isCreated(String tag) {
        try {
            return node.create(tag, tag, ", \"leave_out_of_service\": true").isDone();
        } catch (IOException e) {
            throw new AssertionError("the node stopped answering", e);
        }
    }

    private void compare() throws IOException {
        Map<String, String> found = node.infos();
        acknowledged.forEach((tag, info) -> check(info.equals(found.get(tag)),
                tag + " was acknowledged with " + info + " and is there with " + found.get(tag)));
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError("disk full: " + otherwise + "; " + node);
        }
    }

    @Override
    public String toString() {
        return acknowledged.size() + " resources acknowledged, changes taken again " + recoveredMillis
                + " ms after there was room; refused with " + refusal;
    }

    @Override
    public void close() {
        node.close();
        // The guard ends a moment after its node.
        if (!Pause.until(UNUSED_WITHIN, () -> Command.attempt(List.of("umount", disk.toString()), "").isSuccess())) {
            Command.run("umount", disk.toString());
        }
    }
}
