package dev.vigil.platform.posix;

import dev.vigil.platform.ProcessOutcome.CouldNotStart;
import dev.vigil.platform.ProcessOutcome.Obstacle;
import dev.vigil.platform.ProcessSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Finds out why a program did not start: the system says "no such file" for a missing program, folder and interpreter alike. */
final class StartDiagnosis {
    private static final int FIRST_LINE_BYTES = 256;

    private StartDiagnosis() {}

    static CouldNotStart explain(ProcessSpec spec, IOException refusal) {
        return folder(spec.folder()).or(() -> program(spec))
                .orElseGet(() -> new CouldNotStart(Obstacle.SYSTEM, String.valueOf(refusal.getMessage())));
    }

    private static Optional<CouldNotStart> folder(Path folder) {
        if (!Files.exists(folder)) {
            return because(Obstacle.BAD_FOLDER, "the working folder " + folder + " does not exist");
        }
        if (!Files.isDirectory(folder)) {
            return because(Obstacle.BAD_FOLDER, "the working folder " + folder + " is not a folder");
        }
        return Files.isExecutable(folder)
                ? Optional.empty()
                : because(Obstacle.BAD_FOLDER, "the working folder " + folder + " may not be entered by this user");
    }

    private static Optional<CouldNotStart> program(ProcessSpec spec) {
        String name = spec.command().getFirst();
        Optional<Path> found = name.contains("/") ? Optional.of(spec.folder().resolve(name)) : inSearchPath(name);
        if (found.isEmpty()) {
            return because(Obstacle.NOT_FOUND, "there is no program \"" + name + "\" in the search path " + searchPath());
        }
        Path program = found.get();
        if (!Files.exists(program)) {
            return because(Obstacle.NOT_FOUND, Files.isSymbolicLink(program)
                    ? program + " is a link to something that does not exist"
                    : "there is no file " + program);
        }
        if (Files.isDirectory(program)) {
            return because(Obstacle.NOT_EXECUTABLE, program + " is a folder, not a program");
        }
        if (!Files.isExecutable(program)) {
            return because(Obstacle.NOT_EXECUTABLE, program + " may not be run by this user; chmod +x may help");
        }
        return interpreter(program);
    }

    private static Optional<CouldNotStart> interpreter(Path program) {
        String line = firstLine(program);
        if (!line.startsWith("#!")) {
            return Optional.empty();
        }
        String[] words = line.substring(2).strip().split("\\s+", 2);
        if (line.endsWith("\r")) {
            return because(Obstacle.BAD_INTERPRETER, "the first line of " + program
                    + " ends with a carriage return (Windows line ends), so the interpreter " + words[0] + " is not found");
        }
        Path interpreter = Path.of(words[0]);
        if (!Files.exists(interpreter)) {
            return because(Obstacle.BAD_INTERPRETER, "the first line of " + program + " names the interpreter " + words[0]
                    + ", which does not exist");
        }
        return Files.isExecutable(interpreter) && !Files.isDirectory(interpreter)
                ? Optional.empty()
                : because(Obstacle.BAD_INTERPRETER,
                        "the first line of " + program + " names " + words[0] + ", which may not be run as a program");
    }

    /** Empty when it cannot be read; then the system's own words must do. */
    private static String firstLine(Path program) {
        try (InputStream file = Files.newInputStream(program)) {
            String start = new String(file.readNBytes(FIRST_LINE_BYTES), StandardCharsets.ISO_8859_1);
            int end = start.indexOf('\n');
            return end < 0 ? start : start.substring(0, end);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static Optional<Path> inSearchPath(String name) {
        return Arrays.stream(searchPath().split(":")).map(folder -> Path.of(folder, name)).filter(Files::exists).findFirst();
    }

    private static String searchPath() {
        return Optional.ofNullable(System.getenv("PATH")).orElse("/bin:/usr/bin");
    }

    private static Optional<CouldNotStart> because(Obstacle obstacle, String reason) {
        return Optional.of(new CouldNotStart(obstacle, reason));
    }
}
