package dev.vigil.platform;

/**
 * What a program wrote to one stream: its beginning and its end, read as UTF-8 with replacement of what is not.
 *
 * @param head the beginning; all of it when nothing was dropped
 * @param tail the end, as far as it is not in the head; empty when nothing was dropped
 * @param droppedBytes how many bytes between them were not kept
 */
public record Output(String head, String tail, long droppedBytes) {

    public static final Output NOTHING = new Output("", "", 0);

    /** Head and tail as one text, with a line between them that says how much is missing. */
    public String text() {
        return droppedBytes == 0 ? head + tail : head + "\n[" + droppedBytes + " bytes not kept]\n" + tail;
    }
}
