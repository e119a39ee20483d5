package dev.vigil.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Listens to the kernel of one host for the floating address that comes and goes, so that "who holds it" rests on no product's
 * word. Events carry the kernel tool's own time stamp. A reading thread of its own feeds the {@link AddressHistory}.
 */
final class AddressWatch implements AutoCloseable {
    private static final Pattern STAMPED = Pattern.compile("\\[(\\S+)\\] ?(.*)");
    private final LabHost host;
    private final AddressHistory history;
    private final Process process;
    private final Thread reader;
    /** Monotonic minus wall clock, by which the tool's stamps are turned into the clock of everything else. */
    private final long wallToMonotonicNanos;
    private volatile boolean isClosed;

    AddressWatch(LabHost host, AddressHistory history) {
        this.host = host;
        this.history = history;
        wallToMonotonicNanos = System.nanoTime() - wallNanos(Instant.now());
        try {
            process = new ProcessBuilder("ip", "-netns", host.namespace(), "-ts", "-oneline", "monitor", "address")
                    .redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot watch the addresses of " + host, e);
        }
        reader = new Thread(this::read, "address-watch-" + host);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            if (!isClosed) {
                throw new UncheckedIOException("the address watch of " + host + " broke off", e);
            }
        }
    }

    private void take(String line) {
        if (!line.contains("inet " + LabNetwork.FLOATING_ADDRESS + "/")) {
            return;
        }
        Matcher stamped = STAMPED.matcher(line);
        if (!stamped.matches()) {
            throw new LabFailure("the address watch of " + host + " said \"" + line + "\"");
        }
        long at = monotonic(stamped.group(1));
        history.note(host.name(), at, line.contains("Deleted ") ? AddressHistory.Change.GONE : AddressHistory.Change.COME);
    }

    private long monotonic(String stamp) {
        return wallNanos(LocalDateTime.parse(stamp).atZone(ZoneId.systemDefault()).toInstant()) + wallToMonotonicNanos;
    }

    /** A watch that has ended sees nothing any more, and its silence would pass for peace. */
    void checkListening() {
        if (!process.isAlive() || !reader.isAlive()) {
            throw new LabFailure("the address watch of " + host + " has ended");
        }
    }

    private static long wallNanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    @Override
    public void close() {
        isClosed = true;
        process.destroyForcibly();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
