package dev.vigil.lcd.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.vigil.lcd.journal.DiskFiles;
import dev.vigil.lcd.journal.JournalOptions;
import dev.vigil.lcd.journal.JournalOptions.Presence;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.NodeId;

/**
 * Durable changes per second by the whole store, with H2 applied behind it, against the bare disk in the same run, in turns: a block appended
 * to a file and forced, and a block of preallocated room overwritten and forced, which is the harder measuring stick since no length changes.
 * Several bare writers take turns under a lock, one force each. Arguments: folder, milliseconds per turn, turns.
 */
public final class StoreBenchmark {
    private static final int BLOCK = JournalOptions.defaults(Presence.MAY_BE_NEW).blockBytes();
    private static final long PREALLOCATED = 16L * 1024 * 1024;
    private final Path folder;
    private final Duration turn;

    /** One durable change of the writer of that number. */
    private interface Commit {
        void run(int writer) throws IOException;
    }

    /** The medians, each per second, and how the store's share of the overwriting turn before it spread over the turns. */
    public record Figures(int writers, double store, double append, double overwrite, List<Double> ratios) {
        public Figures {
            ratios = ratios.stream().sorted().toList();
        }

        public double ratio() {
            return ratios.get(ratios.size() / 2);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT,
                    "%d writing: store %.0f/s, bare append %.0f/s, bare overwrite %.0f/s; store to the better bare: median %.2f, %.2f to %.2f",
                    writers, store, append, overwrite, ratio(), ratios.getFirst(), ratios.getLast());
        }
    }

    /** Uses {@code folder} for itself and leaves nothing there that matters. */
    public StoreBenchmark(Path folder, Duration turn) {
        this.folder = folder;
        this.turn = turn;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args.length > 0 ? args[0] : "target/store-benchmark");
        Duration turn = Duration.ofMillis(args.length > 1 ? Long.parseLong(args[1]) : 250);
        int turns = args.length > 2 ? Integer.parseInt(args[2]) : 40;
        for (int writers : new int[]{1, 4, 16}) {
            System.out.println(new StoreBenchmark(folder, turn).measure(writers, turns));
        }
    }

    /** So many turns of each, one after the other on files that stay open, after one that does not count. */
    public Figures measure(int writers, int turns) throws Exception {
        clear();
        Files.createDirectories(folder);
        List<Double> stores = new ArrayList<>();
        List<Double> appends = new ArrayList<>();
        List<Double> overwrites = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        try (LcdStore store = LcdStore.open(new DiskFiles(), folder.resolve("lcd"), Presence.MAY_BE_NEW);
                Bare growing = new Bare(folder.resolve("append"), 0);
                Bare fixed = new Bare(folder.resolve("overwrite"), PREALLOCATED)) {
            for (int writer = 0; writer < writers; writer++) {
                put(store, FlagWrites.begin(node(writer)));
            }
            for (int i = -1; i < turns; i++) {
                double appended = perSecond(writers, growing);
                double overwritten = perSecond(writers, fixed);
                double stored = perSecond(writers, writer -> put(store, FlagWrites.next(node(writer),
                        store.state().status(node(writer)))));
                awaitMirror(store);
                if (i >= 0) {
                    appends.add(appended);
                    overwrites.add(overwritten);
                    stores.add(stored);
                    ratios.add(stored / Math.max(appended, overwritten));
                }
            }
        } finally {
            clear();
        }
        return new Figures(writers, median(stores), median(appends), median(overwrites), ratios);
    }

    /** What H2 still has to do must not slow down the next turn, which is another's. */
    private static void awaitMirror(LcdStore store) throws InterruptedException {
        while (store.mirrorLag() > 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static NodeId node(int writer) {
        return new NodeId("node-" + writer);
    }

    private static void put(LcdStore store, Entry entry) throws IOException {
        CompletableFuture<StoreOutcome> answer = new CompletableFuture<>();
        store.store(List.of(entry), answer::complete);
        if (!(answer.join() instanceof StoreOutcome.Stored)) {
            throw new IOException("not stored: " + answer.join());
        }
    }

    /** One block after the other, each forced; {@code length} bytes are there from the beginning and used again, beyond none the file grows. */
    private static final class Bare implements Commit, AutoCloseable {
        private final FileChannel channel;
        private final long length;
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(BLOCK);
        private long position;

        Bare(Path file, long length) throws IOException {
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            this.length = length;
            if (length > 0) {
                channel.write(ByteBuffer.allocateDirect((int) length), 0);
            }
            channel.force(true);
        }

        @Override
        public synchronized void run(int writer) throws IOException {
            channel.write(bytes.clear(), length > 0 ? position % length : position);
            position += BLOCK;
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private double perSecond(int writers, Commit commit) throws Exception {
        AtomicLong count = new AtomicLong();
        List<IOException> troubles = new ArrayList<>();
        long begun = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            int writer = i;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    while (System.nanoTime() - begun < turn.toNanos()) {
                        commit.run(writer);
                        count.incrementAndGet();
                    }
                } catch (IOException trouble) {
                    synchronized (troubles) {
                        troubles.add(trouble);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (IOException trouble : troubles) {
            throw trouble;
        }
        return count.get() * 1e9 / (System.nanoTime() - begun);
    }

    private void clear() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
