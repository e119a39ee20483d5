package dev.vigil.recovery;

import java.time.Duration;

/** How one run of a fence agent ended. Only the first is a fence. */
public sealed interface FenceOutcome {
    /** The agent says that the node was made powerless, and nothing speaks against it. */
    record Confirmed(Duration took) implements FenceOutcome {}

    /** The agent says that it did not. */
    record Failed(String detail) implements FenceOutcome {}

    /** Nobody knows: the limit passed, or two answers contradict each other. */
    record Unknown(String detail) implements FenceOutcome {}
}
