package dev.vigil.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the user who asks may do on this machine; the node may do the same if it is that user who starts it. */
final class RightsCheck implements Check {
    static final String NAME = "rights";
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern EFFECTIVE = Pattern.compile("(?m)^CapEff:\\s*([0-9a-f]{1,16})$");
    private static final Pattern FILES = Pattern.compile("(?m)^Max open files\\s+(\\d+|unlimited)");
    private static final long FEWEST_FILES = 1024;
    private static final Map<Integer, String> NEEDED = new TreeMap<>(Map.of(12, "CAP_NET_ADMIN (addresses of the type ip)", 13,
            "CAP_NET_RAW (announcing them)", 23, "CAP_SYS_NICE (heartbeats before other work)"));

    @Override
    public Finding look() {
        try {
            return judge(capabilities(Files.readString(STATUS, StandardCharsets.ISO_8859_1)),
                    openFiles(Files.readString(LIMITS, StandardCharsets.ISO_8859_1)));
        } catch (IOException noSuchSystem) {
            return Finding.warn(NAME, "Not looked at: this system does not tell them.", "Run the node as an administrator.");
        }
    }

    static OptionalLong capabilities(String status) {
        Matcher effective = EFFECTIVE.matcher(status);
        return effective.find() ? OptionalLong.of(Long.parseUnsignedLong(effective.group(1), 16)) : OptionalLong.empty();
    }

    static OptionalLong openFiles(String limits) {
        Matcher files = FILES.matcher(limits);
        Optional<String> number = files.find() ? Optional.of(files.group(1)) : Optional.empty();
        if (number.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(number.get().equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(number.get()));
    }

    static Finding judge(OptionalLong capabilities, OptionalLong openFiles) {
        if (capabilities.isEmpty() || openFiles.isEmpty()) {
            return Finding.warn(NAME, "Not looked at: this system does not tell them.", "Run the node as root.");
        }
        List<String> missing = new ArrayList<>();
        NEEDED.forEach((bit, name) -> {
            if ((capabilities.getAsLong() >> bit & 1) == 0) {
                missing.add(name);
            }
        });
        if (!missing.isEmpty()) {
            return Finding.warn(NAME, "This user lacks " + String.join(", ", missing) + ".",
                    "Run the node as root, or give its service these.");
        }
        return openFiles.getAsLong() < FEWEST_FILES
                ? Finding.warn(NAME, "This user may open " + openFiles.getAsLong() + " files at once.",
                        "Raise the limit to " + FEWEST_FILES + " or more: ulimit -n, or LimitNOFILE of the service.")
                : Finding.ok(NAME, "This user may set addresses, announce them and favour threads, and open enough files.");
    }
}
