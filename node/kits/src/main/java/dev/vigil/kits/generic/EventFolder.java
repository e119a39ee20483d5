package dev.vigil.kits.generic;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.vigil.lcd.model.Occurrence;

/**
 * Where a node has the handlers of events: those of class {@code gen} and event {@code failed} are the files of {@code gen/failed} below
 * this folder. Read anew for each event, so that a handler counts as soon as it lies there.
 */
public record EventFolder(Path path) {
    /** More than anybody maintains; each of them costs the time of the others. */
    private static final int MOST_HANDLERS = 32;

    /** What was found. */
    sealed interface Found {
        /** In the order in which they are run. */
        record Handlers(List<Path> paths) implements Found {}

        record Nothing(String sentence) implements Found {}
    }

    Found find(Occurrence occurrence) {
        Path folder = path.resolve(occurrence.eventClass()).resolve(occurrence.event());
        String none = "there is no handler for the event " + occurrence.name() + ": ";
        try {
            List<Path> handlers = handlers(folder);
            return handlers.isEmpty() ? new Found.Nothing(none + folder + " holds none") : new Found.Handlers(handlers);
        } catch (NoSuchFileException missing) {
            return new Found.Nothing(none + "there is no folder " + folder);
        } catch (NotDirectoryException file) {
            return new Found.Nothing(none + folder + " is a file, not a folder");
        } catch (IOException unreadable) {
            return new Found.Nothing(none + folder + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** What editors leave behind, hidden files and those for the other family of systems are no handlers. */
    private static List<Path> handlers(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        ScriptCommand.Family family = ScriptCommand.Family.ofThisMachine();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".") && ScriptFinder.isForHere(name, family) && !Files.isDirectory(file)) {
                    found.add(file);
                }
                if (found.size() > MOST_HANDLERS) {
                    throw new IOException("it holds more than " + MOST_HANDLERS + " handlers");
                }
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        found.sort(Comparator.comparing(file -> file.getFileName().toString()));
        return found;
    }
}
