package dev.vigil.notify.notice;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A batch as a person reads it: a subject of one line, and a text that says of each notice what, where, when and what to do. */
public final class BatchText {
    private static final int LONGEST_SUBJECT = 200;

    private BatchText() {}

    /** The worst of all, and how many more there are. */
    public static String subject(Batch batch) {
        Notice worst = batch.notices().stream().max(Comparator.comparing(Notice::severity)).orElseThrow();
        int others = batch.notices().size() - 1;
        String more = others == 0 ? "" : " (and " + others + " more)";
        String subject = "[vigil " + batch.origin().cluster() + "] " + mark(worst) + ": " + worst.words().sentence();
        String plain = oneLine(subject);
        int room = LONGEST_SUBJECT - more.length();
        return (plain.length() <= room ? plain : plain.substring(0, room - 3) + "...") + more;
    }

    public static String body(Batch batch) {
        List<String> lines = new ArrayList<>();
        if (batch.notices().size() > 1) {
            batch.notices().forEach(notice -> lines.add(mark(notice) + ": " + oneLine(notice.words().sentence())));
            lines.add("");
        }
        batch.notices().forEach(notice -> lines.addAll(paragraph(notice)));
        if (batch.dropped() > 0) {
            lines.add(batch.dropped() + " older notices were given up: more came than this receiver took.");
            lines.add("");
        }
        lines.add("Told by node " + batch.origin().node() + " of cluster " + batch.origin().cluster() + ".");
        return String.join("\n", lines) + "\n";
    }

    private static List<String> paragraph(Notice notice) {
        List<String> lines = new ArrayList<>();
        lines.add(mark(notice) + ": " + oneLine(notice.words().sentence()));
        if (!notice.words().advice().isEmpty()) {
            lines.add("  Do:    " + oneLine(notice.words().advice()));
        }
        lines.add("  When:  " + notice.time().truncatedTo(ChronoUnit.MILLIS));
        lines.add("  Where: " + where(notice.place()));
        String rule = notice.words().rule().isEmpty() ? "" : ", rule " + notice.words().rule();
        lines.add("  Event: " + notice.code() + ", class " + notice.what().area().word() + rule + ", id " + notice.id());
        lines.add("");
        return lines;
    }

    private static String where(Notice.Place place) {
        String unit = place.unit().isEmpty() ? "" : ", hierarchy " + place.unit();
        String tag = place.tag().isEmpty() || place.tag().equals(place.unit()) ? "" : ", resource " + place.tag();
        return "cluster " + place.cluster() + ", node " + place.node() + unit + tag;
    }

    private static String mark(Notice notice) {
        return switch (notice.what().phase()) {
            case HAPPENED, RAISED -> notice.severity().name();
            case REPEATED -> "STILL " + notice.severity().name();
            case RESOLVED -> "RESOLVED";
        };
    }

    /** What comes from scripts may hold anything; a header of a mail must not be made by it. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }
}
