package dev.vigil.notify.notice;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

import dev.vigil.lcd.model.Line;

/** A notice as a line of text, as it waits on disk for the next life of its node. */
public final class NoticeLine {
    public static final String VERB = "notice";

    private NoticeLine() {}

    public static Line print(Notice notice) {
        return Line.of(VERB).with("id", notice.id()).with("time", notice.time()).with("code", notice.code())
                .with("area", notice.what().area().word()).with("severity", notice.severity().word())
                .with("phase", notice.what().phase().word()).with("key", notice.what().key())
                .with("cluster", notice.place().cluster()).with("node", notice.place().node())
                .with("unit", notice.place().unit()).with("tag", notice.place().tag())
                .with("sentence", notice.words().sentence()).with("rule", notice.words().rule())
                .with("advice", notice.words().advice());
    }

    /** {@link IllegalArgumentException} says what is wrong. */
    public static Notice parse(Line line) {
        try {
            return new Notice(line.get("id"), Instant.parse(line.get("time")),
                    new Notice.What(line.get("code"), Area.ofWord(line.get("area")), Severity.ofWord(line.get("severity")),
                            Phase.valueOf(line.get("phase").toUpperCase(Locale.ROOT)), line.get("key")),
                    new Notice.Place(line.get("cluster"), line.get("node"), line.get("unit"), line.get("tag")),
                    new Notice.Words(line.get("sentence"), line.get("rule"), line.get("advice")));
        } catch (DateTimeException noTime) {
            throw new IllegalArgumentException("notice: time=" + line.get("time") + " is no time", noTime);
        }
    }
}
