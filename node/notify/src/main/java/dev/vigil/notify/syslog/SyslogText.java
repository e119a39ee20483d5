package dev.vigil.notify.syslog;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.vigil.notify.notice.Notice;

/** A notice as one message of RFC 5424: its fields as structured data, the sentence as the text. */
final class SyslogText {
    private static final int SEVERITIES = 8;
    /** A receiver must take 480 bytes and should take 2,048 (RFC 5424, 6.1); sentences from scripts can be long. */
    private static final int LONGEST_TEXT = 1_200;
    private static final int LONGEST_FIELD = 200;
    private static final int LONGEST_HOST = 255;
    private static final int LONGEST_ID = 32;
    /** The number that RFC 5612 sets aside for documents: Vigil has none of its own. */
    private static final String DATA = "vigil@32473";

    private final Facility facility;
    private final long process;

    SyslogText(Facility facility, long process) {
        this.facility = facility;
        this.process = process;
    }

    byte[] of(Notice notice) {
        int priority = facility.number() * SEVERITIES + notice.severity().syslogNumber();
        String head = "<" + priority + ">1 " + notice.time().truncatedTo(ChronoUnit.MILLIS) + " "
                + word(notice.place().node(), LONGEST_HOST) + " vigil " + process + " " + word(notice.code(), LONGEST_ID);
        // The mark of order tells the reader that what follows is UTF-8 (RFC 5424, 6.4).
        String text = head + " [" + DATA + fields(notice) + "] \ufeff" + sentence(notice);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sentence(Notice notice) {
        String phase = switch (notice.what().phase()) {
            case HAPPENED, RAISED -> "";
            case REPEATED -> "Still: ";
            case RESOLVED -> "Resolved: ";
        };
        String advice = notice.words().advice().isEmpty() ? "" : " Do: " + notice.words().advice();
        String text = (phase + notice.words().sentence() + advice).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return shortened(text, LONGEST_TEXT);
    }

    private static String fields(Notice notice) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", notice.id());
        fields.put("class", notice.what().area().word());
        fields.put("phase", notice.what().phase().word());
        fields.put("key", notice.what().key());
        fields.put("cluster", notice.place().cluster());
        fields.put("node", notice.place().node());
        fields.put("unit", notice.place().unit());
        fields.put("tag", notice.place().tag());
        fields.put("rule", notice.words().rule());
        StringBuilder out = new StringBuilder();
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) {
                out.append(' ').append(name).append("=\"").append(escaped(shortened(value, LONGEST_FIELD))).append('"');
            }
        });
        return out.toString();
    }

    private static String escaped(String value) {
        return value.replaceAll("[\\p{Cntrl}]+", " ").replaceAll("([\"\\\\\\]])", "\\\\$1");
    }

    private static String word(String text, int longest) {
        String word = text.replaceAll("[^!-~]", "_");
        return word.isEmpty() ? "-" : shortened(word, longest);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
