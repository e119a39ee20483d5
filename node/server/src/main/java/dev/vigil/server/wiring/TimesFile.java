package dev.vigil.server.wiring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.Line;
import dev.vigil.server.kithost.ActionTimes;

/** Keeps how long actions took over the lives of the node. It is for previews alone: what cannot be read or written is left. */
final class TimesFile {
    private static final Logger LOG = LoggerFactory.getLogger(TimesFile.class);

    private final Path file;
    private final ActionTimes times;

    TimesFile(Path file, ActionTimes times) {
        this.file = file;
        this.times = times;
    }

    void load() {
        try {
            if (Files.exists(file)) {
                times.remember(Files.readAllLines(file).stream().filter(line -> !line.isBlank()).map(Line::parse).toList());
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.warn("times-not-read file={} reason=\"{}\"", file, unreadable.getMessage());
        }
    }

    /** When something is new. */
    void save() {
        if (!times.takeChange()) {
            return;
        }
        try {
            List<String> lines = times.lines().stream().map(Line::toString).toList();
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, lines, StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            LOG.debug("times-not-kept file={} reason=\"{}\"", file, full.toString());
        }
    }
}
