package dev.vigil.recovery.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The case files of this module, by {@code area/behaviour}. */
final class CaseFiles {
    static final Path FOLDER = Path.of("src", "test", "cases");
    private static final String ENDING = ".case";

    private CaseFiles() {}

    /** {@code -Dvigil.case=area/behaviour} leaves only that one. */
    static SortedMap<String, Path> all() {
        String only = System.getProperty("vigil.case", "");
        SortedMap<String, Path> cases = new TreeMap<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            files.filter(file -> file.toString().endsWith(ENDING)).forEach(file -> cases.put(name(file), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!only.isEmpty()) {
            cases.keySet().removeIf(name -> !name.equals(only));
        }
        return cases;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        String name = FOLDER.relativize(file).toString().replace('\\', '/');
        return name.substring(0, name.length() - ENDING.length());
    }
}
