package dev.vigil.server.settings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/** The folder of one node, with its parts. Held by one process at a time. */
public final class Home implements AutoCloseable {
    private final Path folder;
    private final FileChannel lockFile;

    private Home(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /** Makes the folders that are missing and takes the lock; {@link Trouble} when another process has it. */
    public static Home open(Path folder) throws Trouble {
        try {
            for (String part : new String[]{"conf", "lcd", "pki", "decisions", "logs", "run"}) {
                Files.createDirectories(folder.resolve(part));
            }
            FileChannel lockFile = FileChannel.open(folder.resolve("run/lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (tryLock(lockFile) == null) {
                lockFile.close();
                throw new Trouble("Another Vigil node runs in " + folder + ".",
                        "Stop it with vigil stop, or give this one a folder of its own with --home.");
            }
            return new Home(folder, lockFile);
        } catch (IOException e) {
            throw new Trouble("The home folder " + folder + " cannot be used: " + e,
                    "It must be a folder this user may write to.", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public Path settingsFile() {
        return folder.resolve("conf/vigil.yaml");
    }

    public Path lcd() {
        return folder.resolve("lcd");
    }

    public Path pki() {
        return folder.resolve("pki");
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    /** Where the guard appends what it did; it is read by people. */
    public Path guardLog() {
        return logs().resolve("guard.log");
    }

    /** Left by a node that restarts while what it owns runs on; see the rules RC-110 to RC-113. */
    public Path restartNote() {
        return folder.resolve("run/restart");
    }

    /** The votes of this node, beside its database and never behind it. */
    public Path votes() {
        return lcd().resolve("votes");
    }

    /** Where the decision journal is. */
    public Path decisions() {
        return folder.resolve("decisions");
    }

    /** Where an administrator puts the handlers of events; it is not made. */
    public Path events() {
        return folder.resolve("events");
    }

    public Path folder() {
        return folder;
    }

    /** Tells the command line where the administration of this node is. */
    public void writeEndpoint(String address, Path authorityCertificate) throws IOException {
        Files.writeString(folder.resolve("run/endpoint"), address + "\n" + authorityCertificate.toAbsolutePath() + "\n",
                StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve("run/endpoint"));
        lockFile.close();
    }
}
