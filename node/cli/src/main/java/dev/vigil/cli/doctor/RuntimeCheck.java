package dev.vigil.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;

/** The Java that runs the node, and the archive with which it starts faster. */
final class RuntimeCheck implements Check {
    static final String NAME = "runtime";
    private static final int OLDEST = 21;
    private static final int WITH_CACHE = 25;
    private final Path packageFolder;

    RuntimeCheck(Path packageFolder) {
        this.packageFolder = packageFolder;
    }

    @Override
    public Finding look() {
        int version = Runtime.version().feature();
        Path archive = packageFolder.resolve("lib").resolve(archive(version));
        return judge(version, archive, Files.exists(archive));
    }

    static String archive(int version) {
        return "server-" + version + (version >= WITH_CACHE ? ".aot" : ".jsa");
    }

    static Finding judge(int version, Path archive, boolean isArchived) {
        if (version < OLDEST) {
            return Finding.fail(NAME, "This is Java " + version + ".",
                    "Install Java " + OLDEST + " or later, or name one: VIGIL_JAVA.");
        }
        return isArchived
                ? Finding.ok(NAME, "Java " + version + " with its archive " + archive.getFileName() + ".")
                : Finding.warn(NAME,
                        "Java " + version + " without the archive " + archive + ": the node starts in about twice the time.",
                        "bin/vigil --archive makes it, once for each Java.");
    }
}
