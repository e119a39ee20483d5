package dev.vigil.cli.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long the disk of the home takes to force a small write: each change, and the taking of each epoch, waits for one. */
final class DiskCheck implements Check {
    static final String NAME = "disk";
    private static final int WRITES = 24;
    private static final int BLOCK = 4096;
    private static final Duration LONGEST = Duration.ofMillis(20);
    private static final double MILLI = 1e6;
    private final Path home;

    DiskCheck(Path home) {
        this.home = home;
    }

    @Override
    public Finding look() {
        Path folder = Files.isDirectory(home.resolve("lcd")) ? home.resolve("lcd") : home;
        if (!Files.isDirectory(folder)) {
            return Finding.fail(NAME, "There is no home " + home + ".",
                    "vigil cluster init or vigil cluster join makes it; --home names another.");
        }
        try {
            return judge(measure(folder));
        } catch (IOException e) {
            return Finding.fail(NAME, folder + " takes no file: " + e + ".",
                    "Ask as the user of the node, and look at the disk.");
        }
    }

    private static List<Duration> measure(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "doctor", ".tmp");
        List<Duration> times = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            for (int i = 0; i < WRITES; i++) {
                long begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(BLOCK));
                channel.force(false);
                times.add(Duration.ofNanos(System.nanoTime() - begin));
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return times;
    }

    /** By the time that nine of ten writes keep. */
    static Finding judge(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        Duration usual = sorted.get((sorted.size() * 9 - 1) / 10);
        String sentence = "A forced write of 4 KiB takes " + millis(usual) + " (nine of ten), " + millis(sorted.getLast())
                + " at worst.";
        return usual.compareTo(LONGEST) > 0
                ? Finding.warn(NAME, sentence,
                        "A failover waits for one such write: put the home on a faster disk, or take the load off it.")
                : Finding.ok(NAME, sentence);
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / MILLI);
    }
}
