package dev.vigil.server.guarding;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.Tag;
import dev.vigil.recovery.Event;
import dev.vigil.server.kithost.Holders;

/** What the guard of this node's earlier life has done after its end: it could tell nobody but its log. */
final class EarlierGuard {
    private static final String ACTED = " guard: acted ";
    private static final Logger LOG = LoggerFactory.getLogger(EarlierGuard.class);

    private EarlierGuard() {}

    /** The last thing it did, if it did something; the log is put aside, so that it is told once. */
    static Optional<Event.GuardActed> report(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            return lines.reversed().stream().filter(line -> line.contains(ACTED)).findFirst().flatMap(EarlierGuard::event);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            LOG.warn("guard-log-unreadable {}", unreadable.toString());
            return Optional.empty();
        }
    }

    static Optional<Event.GuardActed> event(String line) {
        try {
            Line acted = Line.parse(line.substring(line.indexOf(ACTED) + " guard: ".length()));
            SortedSet<Tag> tags = new TreeSet<>();
            List.of(acted.get("holders").split(" ")).stream().filter(holder -> !holder.isEmpty())
                    .forEach(holder -> tags.add(Holders.tag(holder)));
            int left = Integer.parseInt(acted.get("survivors")) + Integer.parseInt(acted.get("left"));
            return Optional.of(new Event.GuardActed(acted.get("reason"), tags, Integer.parseInt(acted.get("ended")), left));
        } catch (IllegalArgumentException torn) {
            LOG.warn("guard-log-not-understood line=\"{}\" reason=\"{}\"", line, torn.getMessage());
            return Optional.empty();
        }
    }
}
