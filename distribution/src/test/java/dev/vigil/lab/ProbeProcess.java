package dev.vigil.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@link Probe} while it runs in the client's namespace. Started by one thread, read by it and by a thread of its own. */
public final class ProbeProcess implements AutoCloseable {
    private static final long END_LIMIT_SECONDS = 30;
    private final Process process;
    private final Thread reader;
    private final List<String> report = new ArrayList<>();
    private volatile long lastAnswerAt;
    private volatile String lastHost = "none";
    private volatile boolean isComplete;

    public ProbeProcess(LabNetwork lab) {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", lab.clientNamespace()));
        words.addAll(LabJava.command(Probe.class, LabNetwork.FLOATING_ADDRESS));
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the probe", e);
        }
        reader = new Thread(this::read, "probe-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the probe's output broke off", e);
        }
    }

    private void take(String line) {
        if (line.equals("end")) {
            isComplete = true;
            return;
        }
        String[] words = line.split(" ");
        if (words.length == 3 && words[0].equals("pulse")) {
            lastAnswerAt = Long.parseLong(words[1]);
            lastHost = words[2];
            return;
        }
        report.add(line);
    }

    /** The host whose answer came last, or {@code none}. */
    public String lastHost() {
        return lastHost;
    }

    /** Whether an answer came within the last {@code window}; the probe says so ten times a second. */
    public boolean isAnsweredWithin(Duration window) {
        return lastAnswerAt != 0 && System.nanoTime() - lastAnswerAt < window.toNanos();
    }

    /** Whether an answer came after that instant of the monotonic clock. */
    public boolean isAnsweredAfter(long nanos) {
        return lastAnswerAt > nanos;
    }

    /** Ends the probe and gives what it saw. */
    public ProbeLog finish() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new LabFailure("the probe does not end");
            }
            reader.join();
        } catch (IOException e) {
            throw new UncheckedIOException("the probe has gone: " + report, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted while the probe ended", e);
        }
        if (!isComplete) {
            throw new LabFailure("the probe broke off: " + report);
        }
        return ProbeLog.parse(report);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
