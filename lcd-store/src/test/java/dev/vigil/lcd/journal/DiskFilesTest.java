package dev.vigil.lcd.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DiskFilesTest extends FilePortContract {
    private final FilePort files = new DiskFiles();
    @TempDir
    Path root;

    @Override
    FilePort files() {
        return files;
    }

    @Override
    Path root() {
        return root;
    }
}
