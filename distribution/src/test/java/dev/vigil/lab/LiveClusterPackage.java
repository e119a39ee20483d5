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

    /** The launcher of the package that is told of by {@code vigil.package}, else of one that is made in {@code folder}. */
    static Path launcher(Path folder) throws IOException {
        String told = System.getProperty("vigil.package", "");
        return told.isEmpty() ? make(folder) : Path.of(told).resolve("bin/vigil").toAbsolutePath();
    }

    private static Path make(Path folder) throws IOException {
        Path launcher = folder.resolve("bin/vigil");
        for (Path file : files(SOURCE)) {
            Path target = folder.resolve(SOURCE.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
        if (!launcher.toFile().setExecutable(true)) {
            throw new IOException(launcher + " cannot be made executable");
        }
        Files.createSymbolicLink(folder.resolve("runtime"), Path.of(System.getProperty("java.home")));
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            add(folder, Path.of(entry), ++number);
        }
        return launcher;
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
                Files.createSymbolicLink(target, entry.toAbsolutePath());
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
