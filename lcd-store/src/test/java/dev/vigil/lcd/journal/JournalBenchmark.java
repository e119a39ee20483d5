package dev.vigil.lcd.journal;

import dev.vigil.lcd.journal.JournalOptions.Presence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Durable appends per second by the journal, against a bare overwrite of preallocated room with {@code force(false)} of the same bytes, in turns in
 * the same run. Several bare writers take turns under a lock, one force each. Arguments: folder, seconds per turn, turns, bytes, block.
 */
final class JournalBenchmark {
    private final Path folder;
    private final double seconds;
    private final byte[] payload;
    private final int block;

    private JournalBenchmark(Path folder, double seconds, int bytes, int block) {
        this.folder = folder;
        this.seconds = seconds;
        this.payload = new byte[bytes];
        this.block = block;
    }

    /** One durable append. */
    private interface Append {
        void run() throws IOException;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args.length > 0 ? args[0] : "target/journal-benchmark");
        double seconds = args.length > 1 ? Double.parseDouble(args[1]) : 2;
        int turns = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        int bytes = args.length > 3 ? Integer.parseInt(args[3]) : 256;
        int block = args.length > 4 ? Integer.parseInt(args[4]) : JournalOptions.defaults(Presence.MAY_BE_NEW).blockBytes();
        JournalBenchmark benchmark = new JournalBenchmark(folder, seconds, bytes, block);
        benchmark.journal(1);
        benchmark.bare(1);
        for (int writers : new int[]{1, 4, 16}) {
            List<Double> journal = new ArrayList<>();
            List<Double> bare = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            for (int turn = 0; turn < turns; turn++) {
                bare.add(benchmark.bare(writers));
                journal.add(benchmark.journal(writers));
                ratios.add(journal.getLast() / bare.getLast());
            }
            System.out.printf(Locale.ROOT, "%2d writers: journal %.0f/s, bare %.0f/s, ratio median %.2f, min %.2f, max %.2f%n",
                    writers,
                    median(journal), median(bare), median(ratios), ratios.stream().min(Double::compare).orElseThrow(),
                    ratios.stream().max(Double::compare).orElseThrow());
        }
    }

    private double journal(int writers) throws Exception {
        clear();
        JournalOptions defaults = JournalOptions.defaults(Presence.MAY_BE_NEW);
        JournalOptions options = new JournalOptions(Presence.MAY_BE_NEW, defaults.segmentBytes(), defaults.stepBytes(), block,
                defaults.maxRecordBytes(), defaults.maxQueuedBytes());
        try (Journal journal = Journal.open(new DiskFiles(), folder, options).journal()) {
            return perSecond(writers, () -> {
                if (!(journal.append(payload).join() instanceof AppendOutcome.Stored)) {
                    throw new IOException("not stored");
                }
            });
        }
    }

    private double bare(int writers) throws Exception {
        clear();
        Files.createDirectories(folder);
        int size = RecordFormat.size(payload.length);
        try (FileChannel channel = FileChannel.open(folder.resolve("bare"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            long length = 16 * 1024 * 1024;
            channel.write(ByteBuffer.allocateDirect((int) length), 0);
            channel.force(true);
            ByteBuffer bytes = ByteBuffer.allocateDirect(size);
            AtomicLong position = new AtomicLong();
            return perSecond(writers, () -> {
                synchronized (channel) {
                    channel.write(bytes.clear(), position.getAndAdd(size) % (length - size));
                    channel.force(false);
                }
            });
        }
    }

    private double perSecond(int writers, Append append) throws Exception {
        AtomicLong count = new AtomicLong();
        List<IOException> troubles = new ArrayList<>();
        long begun = System.nanoTime();
        long end = begun + (long) (seconds * 1e9);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    while (System.nanoTime() < end) {
                        append.run();
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
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
