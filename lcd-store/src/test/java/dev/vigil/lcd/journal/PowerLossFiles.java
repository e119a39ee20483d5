package dev.vigil.lcd.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A disk in memory that can lose its power in the middle of any operation. It then keeps what was forced, a random half (or all, or nothing) of
 * the 512-byte sectors that were not, and of the changes of names and lengths that were not forced any prefix. It can also be full, and fail
 * a write or a force.
 */
final class PowerLossFiles implements FilePort {
    /** A change of metadata; the subject is the folder or the file by whose force it becomes durable. */
    private record Change(Object subject, Runnable apply) {}

    private final Random random;
    private final Set<Path> folders = new HashSet<>();
    private final Map<Path, SimulatedFile> names = new TreeMap<>();
    private final Map<Path, SimulatedFile> durableNames = new TreeMap<>();
    private final List<Change> pending = new ArrayList<>();
    private int operationsUntilCut = Integer.MAX_VALUE;
    private boolean isOff;
    private int generation;
    private long capacity = Long.MAX_VALUE;
    private boolean overwritingNeedsRoom;
    private boolean failsNextWrite;
    private boolean failsNextForce;
    private boolean ignoresForces;
    private boolean ignoresFolderForces;

    PowerLossFiles(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L); // neighbouring seeds begin alike otherwise
    }

    synchronized void cutAfter(int operations) {
        operationsUntilCut = operations;
    }

    synchronized boolean isOff() {
        return isOff;
    }

    synchronized void setCapacity(long bytes) {
        capacity = bytes;
    }

    /** As on a disk that never writes in place: when it is full, overwriting fails too. */
    synchronized void letOverwritingNeedRoom() {
        overwritingNeedsRoom = true;
    }

    synchronized void failNextWrite() {
        failsNextWrite = true;
    }

    synchronized void failNextForce() {
        failsNextForce = true;
    }

    /** A disk that lies, to show that the tests notice. */
    synchronized void ignoreForces() {
        ignoresForces = true;
    }

    synchronized void ignoreFolderForces() {
        ignoresFolderForces = true;
    }

    synchronized long usedBytes() {
        return names.values().stream().mapToLong(SimulatedFile::length).sum();
    }

    synchronized SimulatedFile content(Path file) throws IOException {
        return existing(file);
    }

    /** Cuts the power now, if it is not off yet, and starts again with what survived. */
    synchronized void cutAndRestart() {
        int kept = random.nextInt(pending.size() + 1);
        pending.subList(0, kept).forEach(change -> change.apply().run());
        pending.clear();
        double[] chances = {0.5, 0.5, 0.5, 0, 1};
        double chance = chances[random.nextInt(chances.length)];
        names.clear();
        names.putAll(durableNames);
        for (SimulatedFile file : new HashSet<>(durableNames.values())) {
            file.survive(random, chance);
            file.restart();
        }
        isOff = false;
        operationsUntilCut = Integer.MAX_VALUE;
        failsNextWrite = false;
        failsNextForce = false;
        generation++;
    }

    /** True when the power goes during this operation. */
    private boolean goesOff() throws PowerCut {
        if (isOff) {
            throw new PowerCut();
        }
        isOff = operationsUntilCut-- <= 0;
        return isOff;
    }

    /** For operations that happen wholly or not: when the power goes, one or the other. */
    private void change(Runnable operation) throws PowerCut {
        boolean goesOff = goesOff();
        if (!goesOff || random.nextBoolean()) {
            operation.run();
        }
        if (goesOff) {
            throw new PowerCut();
        }
    }

    private void later(Object subject, Runnable apply) {
        pending.add(new Change(subject, apply));
    }

    private void makeDurable(Object subject) {
        pending.stream().filter(change -> change.subject().equals(subject)).forEach(change -> change.apply().run());
        pending.removeIf(change -> change.subject().equals(subject));
    }

    private SimulatedFile existing(Path file) throws NoSuchFileException {
        SimulatedFile found = names.get(file);
        if (found == null) {
            throw new NoSuchFileException(file.toString());
        }
        return found;
    }

    @Override
    public synchronized void createFolder(Path folder) throws IOException {
        change(() -> folders.add(folder));
    }

    @Override
    public synchronized boolean exists(Path fileOrFolder) throws IOException {
        goesOff();
        return names.containsKey(fileOrFolder) || folders.contains(fileOrFolder);
    }

    @Override
    public synchronized List<String> list(Path folder) throws IOException {
        goesOff();
        return names.keySet().stream().filter(file -> folder.equals(file.getParent())).map(file -> file.getFileName().toString())
                .toList();
    }

    @Override
    public synchronized PortFile create(Path file) throws IOException {
        if (names.containsKey(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        SimulatedFile made = new SimulatedFile();
        change(() -> {
            names.put(file, made);
            later(file.getParent(), () -> durableNames.put(file, made));
        });
        return new Handle(file, made, generation);
    }

    @Override
    public synchronized PortFile open(Path file) throws IOException {
        goesOff();
        return new Handle(file, existing(file), generation);
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        SimulatedFile file = existing(from);
        change(() -> {
            names.remove(from);
            names.put(to, file);
            later(to.getParent(), () -> {
                durableNames.remove(from);
                durableNames.put(to, file);
            });
        });
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        existing(file);
        change(() -> {
            names.remove(file);
            later(file.getParent(), () -> durableNames.remove(file));
        });
    }

    @Override
    public synchronized void forceFolder(Path folder) throws IOException {
        if (ignoresFolderForces) {
            return;
        }
        change(() -> makeDurable(folder));
    }

    private final class Handle implements PortFile {
        private final Path path;
        private final SimulatedFile file;
        private final int openedIn;

        private Handle(Path path, SimulatedFile file, int openedIn) {
            this.path = path;
            this.file = file;
            this.openedIn = openedIn;
        }

        @Override
        public long length() throws IOException {
            synchronized (PowerLossFiles.this) {
                checkAlive();
                return file.length();
            }
        }

        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            synchronized (PowerLossFiles.this) {
                checkAlive();
                if (position + into.remaining() > file.length()) {
                    throw new EOFException(path.toString());
                }
                file.read((int) position, into);
            }
        }

        @Override
        public void write(long position, ByteBuffer bytes) throws IOException {
            synchronized (PowerLossFiles.this) {
                checkAlive();
                boolean goesOff = goesOff();
                byte[] all = new byte[bytes.remaining()];
                bytes.get(all);
                long room = roomFor(position, all.length);
                boolean isPart = goesOff || failsNextWrite;
                int count = (int) Math.min(room, isPart ? random.nextInt(all.length + 1) : all.length);
                put((int) position, Arrays.copyOf(all, count));
                if (goesOff) {
                    throw new PowerCut();
                }
                if (failsNextWrite) {
                    failsNextWrite = false;
                    throw new IOException("simulated write error");
                }
                if (count < all.length) {
                    throw new DiskFullException(path, all.length - count, new IOException("simulated full disk"));
                }
            }
        }

        private long roomFor(long position, int count) {
            long free = Math.max(0, capacity - usedBytes());
            if (overwritingNeedsRoom && free < count) {
                return count / 2;
            }
            return Math.max(0, file.length() - position) + free;
        }

        private void put(int position, byte[] bytes) {
            int before = file.length();
            file.write(position, bytes);
            int after = file.length();
            if (after > before) {
                later(file, () -> file.setDurableLength(after));
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            synchronized (PowerLossFiles.this) {
                checkAlive();
                change(() -> {
                    file.truncate((int) Math.min(length, file.length()));
                    later(file, () -> file.setDurableLength((int) length));
                });
            }
        }

        @Override
        public void forceData() throws IOException {
            synchronized (PowerLossFiles.this) {
                checkAlive();
                if (goesOff()) {
                    throw new PowerCut();
                }
                if (ignoresForces) {
                    return;
                }
                makeDurable(file);
                if (failsNextForce) {
                    failsNextForce = false;
                    file.failForce(random);
                    throw new IOException("simulated force error");
                }
                file.force();
            }
        }

        @Override
        public void forceAll() throws IOException {
            forceData();
        }

        private void checkAlive() throws PowerCut {
            if (openedIn != generation) {
                throw new PowerCut();
            }
        }

        @Override
        public void close() {
            // Closing forces nothing.
        }
    }
}
