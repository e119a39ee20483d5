package dev.vigil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Values as they are given on the command line: as such, or by the file that holds them. */
final class GivenValues {
    private static final String FROM_FILE = "@";
    private static final long LONGEST_FILE = 32_768;

    private GivenValues() {}

    /** What stands in files would be seen by everybody on the machine if it were typed. A value is one line. */
    static Map<String, String> read(@Nullable Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        if (given != null) {
            given.forEach((name, value) -> values.put(name,
                    value.startsWith(FROM_FILE) ? content(value.substring(FROM_FILE.length())) : value));
        }
        return values;
    }

    private static String content(String file) {
        try {
            if (Files.size(Path.of(file)) > LONGEST_FILE) {
                throw Failure.usage(file + " is longer than " + LONGEST_FILE + " bytes.",
                        "Give the file that holds just the value.");
            }
            return String.join(" ", Files.readAllLines(Path.of(file))).strip();
        } catch (IOException | InvalidPathException e) {
            throw Failure.usage(file + " cannot be read: " + e + ".", "@FILE takes the content of a file of text.");
        }
    }
}
