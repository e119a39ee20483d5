package dev.vigil.lcd.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of the files of a journal. Their order by name is their order in time. */
record Layout(Path folder) {
    /** A file under this name is not part of the journal yet: it is renamed when whole and forced, and swept away at open. */
    private static final String UNFINISHED = ".new";
    private static final String SEGMENT = "segment-";
    private static final String CHECKPOINT = "checkpoint-";

    Path identity() {
        return folder.resolve("identity");
    }

    Path segment(long firstIndex) {
        return folder.resolve(SEGMENT + digits(firstIndex));
    }

    Path checkpoint(long index) {
        return folder.resolve(CHECKPOINT + digits(index));
    }

    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + UNFINISHED);
    }

    static Path parent(Path file) {
        return Optional.ofNullable(file.getParent()).orElseThrow();
    }

    static boolean isUnfinished(String name) {
        return name.endsWith(UNFINISHED);
    }

    static List<Long> segments(List<String> names) {
        return numbers(SEGMENT, names);
    }

    static List<Long> checkpoints(List<String> names) {
        return numbers(CHECKPOINT, names);
    }

    private static List<Long> numbers(String prefix, List<String> names) {
        return names.stream().filter(name -> name.matches(prefix + "\\d{19}"))
                .map(name -> Long.valueOf(name.substring(prefix.length())))
                .sorted().toList();
    }

    private static String digits(long number) {
        return String.format(Locale.ROOT, "%019d", number);
    }
}
