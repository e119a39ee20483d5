package dev.vigil.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The package as a user has it, put together from the class path of the tests: they run before the real one is assembled. */
final class LiveClusterPackage {
    private static final Path SOURCE = Path.of("src/main/package");

    private LiveClusterPackage() {}

    /** In the lab the launcher of its package; else of one that is told of by {@code vigil.package}, or is made in {@code folder}. */
    static Path launcher(Path folder) throws IOException {
        boolean isMade = System.getProperty("vigil.package", "").isEmpty() && Files.isDirectory(SOURCE);
        return isMade ? make(folder) : new VigilCommands().launcher();
    }

    private static Path make(Path folder) throws IOException {
        Path launcher = folder.resolve("bin/vigil");
        for (Path file : files(SOURCE)) {
            Path target = folder.resolve(SOURCE.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
        for (Path program : files(folder.resolve("bin"))) {
            if (!program.toFile().setExecutable(true)) {
                throw new IOException(program + " cannot be made executable");
            }
        }
        runtime(folder.resolve("runtime"));
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!isOfTests(Path.of(entry))) {
                add(folder, Path.of(entry), ++number);
            }
        }
        return launcher;
    }

    /** With the settings of tests on its class path, a node would write its log to the console. */
    private static boolean isOfTests(Path entry) {
        return entry.endsWith("test-classes") || entry.toString().endsWith("-tests.jar");
    }

    /** The Java of the tests, in the place where the launcher looks first. */
    private static void runtime(Path folder) throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        Path java = folder.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.copy(home.resolve("release"), folder.resolve("release"));
        Files.writeString(java, "#!/bin/sh\nexec '" + home.resolve("bin/java") + "' \"$@\"\n");
        if (!java.toFile().setExecutable(true)) {
            throw new IOException(java + " cannot be made executable");
        }
    }

    /** The command line has only what it needs: each jar costs time at its start. */
    private static void add(Path folder, Path entry, int number) throws IOException {
        boolean isFolder = Files.isDirectory(entry);
        if (!isFolder && !entry.toString().endsWith(".jar")) {
            return;
        }
        String name = entry.getFileName().toString();
        boolean isCli = isFolder
                ? Files.exists(entry.resolve("dev/vigil/cli/Main.class"))
                : name.matches("(vigil-cli|picocli).*");
        boolean isBoth = name.startsWith("jackson-core");
        for (String part : isBoth
                ? List.of("cli", "server")
                : List.of(isCli || name.startsWith("jackson-jr") ? "cli" : "server")) {
            Path lib = Files.createDirectories(folder.resolve("lib").resolve(part));
            Path target = lib.resolve(number + "-" + (isFolder ? "classes.jar" : name));
            if (isFolder) {
                jar(entry, target);
            } else {
                Files.copy(entry, target);
            }
        }
    }

    private static void jar(Path classes, Path target) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target))) {
            for (Path file : files(classes)) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return new ArrayList<>(found.filter(Files::isRegularFile).toList());
        }
    }
}
