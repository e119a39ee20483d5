package dev.vigil.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program to run.
 *
 * @param command the program and its arguments; a program without a folder is looked up in the search path
 * @param folder the working folder
 * @param environment added to what the node itself was started with
 * @param limit after which the program and everything it started is ended
 * @param keptBytes how much of each output stream is kept from its start, and as much again from its end
 * @param input what the program reads, at most {@link #MOST_INPUT} characters; then its input ends
 */
public record ProcessSpec(List<String> command, Path folder, Map<String, String> environment, Duration limit, int keptBytes,
        String input) {

    /** Enough for a stack trace at either end. */
    public static final int DEFAULT_KEPT_BYTES = 8 * 1024;

    /** What a pipe takes without anybody reading. */
    public static final int MOST_INPUT = 8 * 1024;

    private static final int MOST_KEPT_BYTES = 1024 * 1024;

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw new IllegalArgumentException("there is no program to run");
        }
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("the limit of " + command.getFirst() + " is not positive: " + limit);
        }
        if (keptBytes < 0 || keptBytes > MOST_KEPT_BYTES) {
            throw new IllegalArgumentException(
                    "output to keep, " + keptBytes + " bytes, is not between 0 and " + MOST_KEPT_BYTES);
        }
        if (input.length() > MOST_INPUT) {
            throw new IllegalArgumentException("an input of " + input.length() + " characters is longer than " + MOST_INPUT);
        }
    }

    /** With the default amount of kept output, and an empty input. */
    public ProcessSpec(List<String> command, Path folder, Map<String, String> environment, Duration limit) {
        this(command, folder, environment, limit, DEFAULT_KEPT_BYTES);
    }

    /** With an empty input. */
    public ProcessSpec(List<String> command, Path folder, Map<String, String> environment, Duration limit, int keptBytes) {
        this(command, folder, environment, limit, keptBytes, "");
    }
}
