package dev.vigil.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The files of the repository that this module is part of, without what the build makes. */
record TidyTree(Path top, List<TidyFile> files) {
    private static final Set<String> NOT_OURS = Set.of(".git", ".idea", ".vscode", ".settings", "target");
    private static final Set<String> NOT_OURS_EITHER = Set.of(".classpath", ".project");

    static TidyTree ofTheRepository() {
        Path top = Path.of("").toAbsolutePath();
        while (top != null && !Files.isRegularFile(top.resolve("ARCHITECTURE.md"))) {
            top = top.getParent();
        }
        if (top == null) {
            throw new IllegalStateException("run from inside the repository: no folder above this one holds ARCHITECTURE.md");
        }
        return new TidyTree(top, filesBelow(top));
    }

    private static List<TidyFile> filesBelow(Path top) {
        List<TidyFile> files = new ArrayList<>();
        try {
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return isOurs(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (isOurs(file) && !NOT_OURS_EITHER.contains(file.getFileName().toString())) {
                        files.add(read(top, file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        files.sort(Comparator.comparing(TidyFile::path));
        return List.copyOf(files);
    }

    private static boolean isOurs(Path path) {
        return !NOT_OURS.contains(path.getFileName().toString());
    }

    private static TidyFile read(Path top, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String path = top.relativize(file).toString().replace('\\', '/');
        return new TidyFile(path, bytes.length, new String(bytes, StandardCharsets.UTF_8));
    }

    boolean holds(String path) {
        return Files.exists(top.resolve(path));
    }

    List<TidyFile> ending(String... endings) {
        return files.stream().filter(file -> file.endsWith(endings)).toList();
    }

    TidyFile file(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst()
                .orElseThrow(() -> new AssertionError(path + " is missing"));
    }
}
