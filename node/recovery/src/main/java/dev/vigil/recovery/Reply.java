package dev.vigil.recovery;

import java.util.List;

/** The answer to a {@link Request}. */
public sealed interface Reply {
    /** Done; the sentences say what was done, in order. */
    record Done(List<String> sentences) implements Reply {
        public Done {
            sentences = List.copyOf(sentences);
        }
    }

    /** Not done, nothing changed or all rolled back: a stable code, what was wrong, and what would be right. */
    record Refused(Refusal refusal, String sentence, String hint) implements Reply {}

    enum Refusal {
        /** The request itself cannot be right: unknown tag, cyclic dependency, bad value. */
        INVALID, NOT_FOUND, ALREADY_EXISTS,
        /** Another resource needs what was to be taken away; the sentence names it. */
        NEEDED,
        /** Right in itself, but not now: a peer is silent, an operation is running, the disk is full. */
        NOT_NOW,
        /** It was tried and an action of a kit failed; the sentence carries the kit's own words. */
        FAILED,
        /** It was tried and nobody knows whether it took place. */
        UNKNOWN
    }
}
