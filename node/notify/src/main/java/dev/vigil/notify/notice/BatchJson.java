package dev.vigil.notify.notice;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** A batch as JSON, version 1 of the schema in docs/notifications.md. */
public final class BatchJson {
    private static final int VERSION = 1;

    private BatchJson() {}

    public static String of(Batch batch) {
        StringJoiner notices = new StringJoiner(",", "[", "]");
        batch.notices().forEach(notice -> notices.add(of(notice)));
        return "{\"version\":" + VERSION + ",\"cluster\":" + quoted(batch.origin().cluster()) + ",\"sender\":"
                + quoted(batch.origin().node()) + ",\"dropped\":" + batch.dropped() + ",\"notices\":" + notices + "}";
    }

    private static String of(Notice notice) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", notice.id());
        fields.put("time", notice.time().toString());
        fields.put("severity", notice.severity().word());
        fields.put("class", notice.what().area().word());
        fields.put("phase", notice.what().phase().word());
        fields.put("code", notice.code());
        fields.put("key", notice.what().key());
        fields.put("cluster", notice.place().cluster());
        fields.put("node", notice.place().node());
        fields.put("unit", notice.place().unit());
        fields.put("tag", notice.place().tag());
        fields.put("sentence", notice.words().sentence());
        fields.put("rule", notice.words().rule());
        fields.put("advice", notice.words().advice());
        StringJoiner json = new StringJoiner(",", "{", "}");
        fields.forEach((name, value) -> json.add(quoted(name) + ":" + quoted(value)));
        return json.toString();
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    // Also what some readers of lines or scripts take for the end of a line, and halves of characters.
                    if (c < ' ' || c == '\u007f' || c == '\u2028' || c == '\u2029'
                            || Character.isSurrogate(c) && !isWhole(text, i)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    private static boolean isWhole(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
