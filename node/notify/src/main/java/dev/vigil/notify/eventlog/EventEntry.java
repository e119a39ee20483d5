package dev.vigil.notify.eventlog;

import java.util.ArrayList;
import java.util.List;

import dev.vigil.notify.notice.Area;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Phase;

/** A notice as one entry. The number says what it is about and in which phase; both never change their meaning. */
record EventEntry(Type type, int id, String text) {

    /** A message of the event log holds at most 31,839 characters; sentences from scripts can be long. */
    private static final int LONGEST_TEXT = 8_000;

    /** As the event log counts them. */
    enum Type {
        ERROR(1), WARNING(2), INFORMATION(4);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    static EventEntry of(Notice notice) {
        return new EventEntry(type(notice), area(notice.what().area()) + phase(notice.what().phase()), text(notice));
    }

    /** What is over is good to know. */
    private static Type type(Notice notice) {
        if (notice.what().phase() == Phase.RESOLVED) {
            return Type.INFORMATION;
        }
        return switch (notice.severity()) {
            case INFO -> Type.INFORMATION;
            case WARNING -> Type.WARNING;
            case ERROR, CRITICAL -> Type.ERROR;
        };
    }

    private static int area(Area area) {
        return switch (area) {
            case FAILOVER -> 100;
            case NODE -> 200;
            case PATH -> 300;
            case RESOURCE -> 400;
            case QUORUM -> 500;
            case STORAGE -> 600;
            case CERTIFICATE -> 700;
            case REDUNDANCY -> 800;
            case CONFIGURATION -> 900;
            case MAINTENANCE -> 1_000;
            case NOTIFICATION -> 1_100;
        };
    }

    private static int phase(Phase phase) {
        return switch (phase) {
            case HAPPENED -> 0;
            case RAISED -> 1;
            case REPEATED -> 2;
            case RESOLVED -> 3;
        };
    }

    private static String text(Notice notice) {
        List<String> lines = new ArrayList<>(List.of(notice.words().sentence()));
        if (!notice.words().advice().isEmpty()) {
            lines.add("Do: " + notice.words().advice());
        }
        Notice.Place place = notice.place();
        lines.add("cluster=" + place.cluster() + " node=" + place.node() + " unit=" + place.unit() + " tag=" + place.tag());
        lines.add("code=" + notice.code() + " severity=" + notice.severity().word() + " phase=" + notice.what().phase().word()
                + " key=" + notice.what().key() + " id=" + notice.id() + " time=" + notice.time());
        String text = String.join("\r\n", lines.stream().map(EventEntry::oneLine).toList());
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }
}
