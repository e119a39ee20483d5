package dev.vigil.kits.generic;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.vigil.kit.PropertyBlock;

/** Finds the script of an action, anew at each call: an administrator may have put it right in the meantime. */
final class ScriptFinder {
    /** A folder with more files than this is not one of scripts; reading it could take longer than the action may. */
    private static final int MOST_FILES = 10_000;
    private static final List<String> LEFTOVERS = List.of("~", ".bak", ".orig", ".swp", ".tmp", ".old");
    private static final List<String> OF_WINDOWS = List.of(".cmd", ".bat", ".ps1", ".exe");
    private static final List<String> OF_POSIX = List.of(".sh", ".ksh", ".bash");

    private ScriptFinder() {}

    /** What was found. */
    sealed interface Found {
        record Script(Path path) implements Found {}

        record Absent(String sentence) implements Found {}

        record Trouble(String sentence) implements Found {}
    }

    static Found find(ScriptName name, PropertyBlock properties, ScriptCommand.Family family) {
        Optional<Path> given = properties.file(name.word());
        if (given.isPresent()) {
            return new Found.Script(given.get());
        }
        return properties.file(GenericKit.SCRIPTS)
                .map(folder -> inFolder(name, folder, family))
                .orElseGet(() -> new Found.Absent("no " + name.word() + " script is given"));
    }

    private static Found inFolder(ScriptName name, Path folder, ScriptCommand.Family family) {
        try {
            List<Path> found = candidates(name, folder, family);
            return switch (found.size()) {
                case 0 -> new Found.Absent("the folder of scripts " + folder + " holds no " + name.word()
                        + " script (a file of that name, with any extension)");
                case 1 -> new Found.Script(found.getFirst());
                default ->
                    new Found.Trouble("the folder of scripts " + folder + " holds more than one " + name.word() + " script: "
                            + String.join(", ", found.stream().map(path -> path.getFileName().toString()).sorted().toList())
                            + "; leave one, or give the right one as the property " + name.word());
            };
        } catch (NoSuchFileException missing) {
            return new Found.Trouble("the folder of scripts " + folder + " is not there");
        } catch (NotDirectoryException file) {
            return new Found.Trouble("the folder of scripts " + folder + " is a file, not a folder");
        } catch (IOException unreadable) {
            return new Found.Trouble("the folder of scripts " + folder + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static List<Path> candidates(ScriptName name, Path folder, ScriptCommand.Family family) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            int count = 0;
            for (Path file : files) {
                if (++count > MOST_FILES) {
                    throw new IOException("it holds more than " + MOST_FILES + " files");
                }
                String fileName = file.getFileName().toString();
                if (name.fits(fileName) && isForHere(fileName, family) && !Files.isDirectory(file)) {
                    found.add(file);
                }
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        return found;
    }

    /** One folder may serve nodes of both families, and editors leave copies behind. */
    static boolean isForHere(String fileName, ScriptCommand.Family family) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        List<String> foreign = family == ScriptCommand.Family.WINDOWS ? OF_POSIX : OF_WINDOWS;
        return LEFTOVERS.stream().noneMatch(lower::endsWith) && foreign.stream().noneMatch(lower::endsWith);
    }
}
