package dev.vigil.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One long-lived {@code ip -batch} in the switch, so that pulling a cable costs a fraction of a millisecond and no new process.
 * Used by one thread at a time.
 */
final class SwitchConsole implements AutoCloseable {
    private static final String ACKNOWLEDGE = "link show dev lo";
    private final Process process;
    private final BufferedReader answers;

    SwitchConsole(String namespace) {
        try {
            process = new ProcessBuilder("ip", "-netns", namespace, "-force", "-oneline", "-batch", "-").redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start ip -batch", e);
        }
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Carries the commands out in order and returns when the last is done. */
    synchronized void run(List<String> commands) {
        try {
            String block = String.join("\n", commands) + "\n" + ACKNOWLEDGE + "\n";
            process.getOutputStream().write(block.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            awaitAcknowledgement(commands);
        } catch (IOException e) {
            throw new UncheckedIOException("the switch console ended", e);
        }
    }

    private void awaitAcknowledgement(List<String> commands) throws IOException {
        StringBuilder complaints = new StringBuilder();
        while (true) {
            String line = answers.readLine();
            if (line == null) {
                throw new LabFailure("the switch console ended at " + commands + ": " + complaints);
            }
            if (line.startsWith("1: lo:")) {
                break;
            }
            complaints.append(line).append(' ');
        }
        if (!complaints.isEmpty()) {
            throw new LabFailure("the switch refused " + commands + ": " + complaints);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
