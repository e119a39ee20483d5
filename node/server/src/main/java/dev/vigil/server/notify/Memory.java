package dev.vigil.server.notify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.notify.dispatch.Dispatcher;
import dev.vigil.notify.dispatch.Spool;
import dev.vigil.notify.notice.Area;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.NoticeLine;
import dev.vigil.notify.notice.Severity;

/** What the next life of the node has to know: which notices wait for whom, and which alarms were told. One thread. */
final class Memory {
    private static final String RECEIVER = "receiver";
    private static final String ALARM = "alarm";
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    private final Spool spool;
    private List<Line> written = List.of();

    Memory(Path file) {
        this.spool = new Spool(file);
    }

    void restore(Dispatcher dispatcher, AlarmBook book) {
        try {
            for (Line line : spool.read()) {
                restore(line, dispatcher, book);
            }
        } catch (IOException e) {
            LOG.warn("notices-not-restored reason=\"{}\"", String.valueOf(e));
        }
    }

    private static void restore(Line line, Dispatcher dispatcher, AlarmBook book) {
        try {
            if (line.verb().equals(NoticeLine.VERB)) {
                dispatcher.tell(line.get(RECEIVER), NoticeLine.parse(line));
            } else if (line.verb().equals(ALARM)) {
                book.remember(alarm(line), Instant.parse(line.get("since")));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            LOG.warn("notice-not-restored reason=\"{}\"", e.getMessage());
        }
    }

    /** Writes when something has changed. */
    void keep(Dispatcher dispatcher, AlarmBook book) {
        List<Line> lines = new ArrayList<>();
        for (Map.Entry<String, List<Notice>> waiting : dispatcher.waiting().entrySet()) {
            waiting.getValue().forEach(notice -> lines.add(NoticeLine.print(notice).with(RECEIVER, waiting.getKey())));
        }
        book.told().forEach(entry -> lines.add(print(entry)));
        if (lines.equals(written)) {
            return;
        }
        try {
            spool.write(lines);
            written = lines;
        } catch (IOException e) {
            LOG.warn("notices-not-kept reason=\"{}\"", String.valueOf(e));
        }
    }

    private static Line print(AlarmBook.Entry entry) {
        StandingAlarm alarm = entry.alarm();
        return Line.of(ALARM).with("since", entry.since()).with("key", alarm.key()).with("code", alarm.kind().code())
                .with("area", alarm.kind().area().word()).with("severity", alarm.kind().severity().word())
                .with("node", alarm.subject().node()).with("unit", alarm.subject().unit()).with("tag", alarm.subject().tag())
                .with("sentence", alarm.words().sentence()).with("advice", alarm.words().advice())
                .with("tellers", String.join(",", alarm.telling().tellers().stream().map(NodeId::value).toList()));
    }

    private static StandingAlarm alarm(Line line) {
        return new StandingAlarm(line.get("key"),
                new StandingAlarm.Kind(line.get("code"), Area.ofWord(line.get("area")), Severity.ofWord(line.get("severity"))),
                new StandingAlarm.Subject(new NodeId(line.get("node")), line.get("unit"), line.get("tag")),
                new StandingAlarm.Words(line.get("sentence"), line.get("advice")),
                new StandingAlarm.Telling(Duration.ZERO,
                        Stream.of(line.get("tellers").split(",")).map(NodeId::new).toList()));
    }
}
