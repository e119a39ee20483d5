package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where labs keep their hosts' disks, and how what an earlier, crashed run left behind is found and removed. */
final class LabFolders {
    private static final String OWNER = "owner";

    private LabFolders() {}

    static Path root() {
        String told = System.getProperty("vigil.lab.folder", "");
        return told.isEmpty()
                ? Path.of(System.getProperty("java.io.tmpdir"), "vigil-lab-" + System.getProperty("user.name"))
                : Path.of(told);
    }

    /** Makes the lab's folder and notes in it which process owns it. */
    static void claim(LabId id) {
        try {
            Files.createDirectories(id.folder());
            Files.writeString(id.folder().resolve(OWNER), signature(ProcessHandle.current()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + id.folder(), e);
        }
    }

    /** Removes every lab whose owner has ended. */
    static void sweep() {
        if (!Files.isDirectory(root())) {
            return;
        }
        for (Path folder : list(root())) {
            if (Files.isDirectory(folder) && !isOwnerAlive(folder)) {
                remove(new LabId(folder.getFileName().toString()));
            }
        }
    }

    /** Ends every process of the lab, deletes its namespaces, unmounts its disks and removes its folder. */
    static void remove(LabId id) {
        String mark = id.namespace("");
        for (String line : Command.run("ip", "netns", "list").lines().toList()) {
            String namespace = line.split(" ", 2)[0];
            if (namespace.startsWith(mark)) {
                NetworkNamespace.delete(namespace);
            }
        }
        if (!Files.isDirectory(id.folder())) {
            return;
        }
        for (Path member : list(id.folder())) {
            if (Files.isDirectory(member)) {
                Command.attempt(List.of("umount", "--lazy", member.toString()), "");
            }
        }
        deleteTree(id.folder());
    }

    private static boolean isOwnerAlive(Path folder) {
        Path owner = folder.resolve(OWNER);
        try {
            String noted = Files.exists(owner) ? Files.readString(owner) : "0 none";
            long pid = Long.parseLong(noted.split(" ", 2)[0]);
            return ProcessHandle.of(pid).map(process -> signature(process).equals(noted)).orElse(false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + owner, e);
        }
    }

    private static String signature(ProcessHandle process) {
        return process.pid() + " " + process.info().startInstant().map(Object::toString).orElse("none");
    }

    static List<Path> list(Path folder) {
        try (Stream<Path> members = Files.list(folder)) {
            return members.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static void deleteTree(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
