package dev.vigil.platform;

import java.nio.charset.StandardCharsets;

/**
 * What a program wrote to one stream: its beginning and its end, read as UTF-8 with replacement of what is not.
 *
 * @param head the beginning; all of it when nothing was dropped
 * @param tail the end, as far as it is not in the head; empty when nothing was dropped
 * @param droppedBytes how many bytes between them were not kept
 */
public record Output(String head, String tail, long droppedBytes) {

    public static final Output NOTHING = new Output("", "", 0);

    /** The same, with no more than so many characters at the beginning and at the end. */
    public Output within(int each) {
        String whole = droppedBytes == 0 ? head + tail : head;
        String end = droppedBytes == 0 ? whole : tail;
        boolean isShort = droppedBytes == 0 ? whole.length() <= 2 * each : head.length() <= each && tail.length() <= each;
        if (isShort) {
            return this;
        }
        String first = whole.substring(0, Math.min(each, whole.length()));
        String last = end.substring(Math.max(0, end.length() - each));
        return new Output(first, last, droppedBytes + bytes(head) + bytes(tail) - bytes(first) - bytes(last));
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Head and tail as one text, with a line between them that says how much is missing. */
    public String text() {
        return droppedBytes == 0 ? head + tail : head + "\n[" + droppedBytes + " bytes not kept]\n" + tail;
    }
}
