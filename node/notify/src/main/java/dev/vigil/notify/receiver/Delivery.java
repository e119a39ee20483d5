package dev.vigil.notify.receiver;

/** What became of a batch; {@code answer} is what the receiver said, word for word, or what kept it from saying anything. */
public sealed interface Delivery {
    String answer();

    /** All of it was taken, as far as this way of telling can know. */
    record Accepted(String answer) implements Delivery {}

    /** The first {@code accepted} notices were taken, the others were not, or nobody knows. */
    record Failed(int accepted, String answer) implements Delivery {}
}
