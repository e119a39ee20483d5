package dev.vigil.server.decisions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Ticks;

/** The files of the decision journal: a few, each a case by itself, numbered on over all lives of the node. For one thread. */
final class DecisionFiles {
    static final int MOST = 8;
    private static final String ENDING = ".case";
    private static final String MOMENT = "when ";

    /** A file of this life. {@code isJoined}: it begins where the one before it ends. */
    private record Part(Path file, Ticks begins, boolean isJoined) {}

    private final Path folder;
    private final List<Part> parts = new ArrayList<>();
    private long last;

    private DecisionFiles(Path folder, long last) {
        this.folder = folder;
        this.last = last;
    }

    static DecisionFiles open(Path folder) throws IOException {
        Files.createDirectories(folder);
        long last = names(folder).stream().mapToLong(DecisionFiles::number).max().orElse(0);
        return new DecisionFiles(folder, last);
    }

    private static List<Path> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]{8,18}" + ENDING)).sorted().toList();
        }
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
    }

    void begin(Ticks at, boolean isJoined) throws IOException {
        last++;
        parts.add(new Part(folder.resolve("%08d".formatted(last) + ENDING), at, isJoined && !parts.isEmpty()));
        List<Path> all = names(folder);
        for (Path old : all.subList(0, Math.max(0, all.size() - MOST + 1))) {
            Files.deleteIfExists(old);
        }
        parts.removeIf(part -> number(part.file()) <= last - MOST);
    }

    void append(String text) throws IOException {
        if (!parts.isEmpty()) {
            Files.writeString(parts.getLast().file(), text, StandardCharsets.UTF_8, StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /** The files of this life as one case, back to the one that holds {@code earliest}, or to the last gap. */
    Optional<String> since(Ticks earliest) {
        int first = parts.size() - 1;
        while (first > 0 && earliest.isBefore(parts.get(first).begins()) && parts.get(first).isJoined()) {
            first--;
        }
        if (first < 0) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(read(parts.get(first).file()));
        parts.subList(first + 1, parts.size()).forEach(part -> text.append(moments(read(part.file()))));
        return Optional.of(text.toString());
    }

    private static String moments(String text) {
        int first = text.startsWith(MOMENT) ? 0 : text.indexOf("\n" + MOMENT) + 1;
        return first > 0 ? text.substring(first) : "";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the decision journal cannot be read: " + file, e);
        }
    }
}
