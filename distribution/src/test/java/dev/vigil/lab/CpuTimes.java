package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's processor time since it was started, in ticks of the kernel, as {@code /proc/stat} counts it. */
public record CpuTimes(long total, long idle, long stolen) {

    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int STOLEN = 8;

    public static CpuTimes now() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            String[] words = lines.findFirst().orElseThrow().split("\\s+");
            long total = 0;
            for (int i = 1; i <= STOLEN; i++) {
                total += Long.parseLong(words[i]);
            }
            return new CpuTimes(total, Long.parseLong(words[IDLE]) + Long.parseLong(words[IO_WAIT]),
                    Long.parseLong(words[STOLEN]));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read /proc/stat", e);
        }
    }

    /** The share of the time since {@code earlier} in which a processor was not idle; stolen time counts as busy. */
    public double busyPercentSince(CpuTimes earlier) {
        return percent(total - earlier.total - (idle - earlier.idle), total - earlier.total);
    }

    /** The share of the time since {@code earlier} that the hypervisor gave to others. */
    public double stolenPercentSince(CpuTimes earlier) {
        return percent(stolen - earlier.stolen, total - earlier.total);
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
