package dev.vigil.recovery;

import java.util.Optional;

/** RC-34: a resource has failed when {@code failures} of the last {@code of} checks of one kind have. */
record Tolerance(int failures, int of) {
    /** Checks that are remembered of one kind. */
    static final int MOST = 100;
    /** Each failure counts. */
    static final Tolerance NONE = new Tolerance(1, 1);

    /** Reads {@code 2/3}; empty for anything else. */
    static Optional<Tolerance> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        Optional<Integer> of = KitLimits.number(text.substring(slash + 1), MOST);
        return of.flatMap(most -> KitLimits.number(text.substring(0, slash), most)
                .map(failures -> new Tolerance(failures, most)));
    }

    @Override
    public String toString() {
        return failures + "/" + of;
    }
}
