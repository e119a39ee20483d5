package dev.vigil.platform;

import java.time.Duration;

/** How a program came to its end. */
public sealed interface ProcessOutcome {
    /** It exited by itself. A program that a signal ended has 128 plus the signal's number as code. */
    record Exited(int code, Output output, Output errors, Duration took) implements ProcessOutcome {}

    /** The limit passed and it was ended. What it had done by then, nobody knows. */
    record TimedOut(Duration limit, Output output, Output errors, Ending ending) implements ProcessOutcome {}

    /** It was ended because {@link ProcessCall#terminate} was called. What it had done by then, nobody knows. */
    record Terminated(Duration took, Output output, Output errors, Ending ending) implements ProcessOutcome {}

    /** Nothing ran. */
    record CouldNotStart(Obstacle obstacle, String reason) implements ProcessOutcome {}

    /**
     * How the processes of a call were ended.
     *
     * @param ended how many are gone
     * @param survivors how many were still there when the patience ran out, because they hang inside the system or multiply faster than
     *            they can be ended; anything but 0 means that the call may still be doing things
     */
    record Ending(int ended, int survivors, Duration took) {}

    /** What stood in the way of a start. */
    enum Obstacle {
        /** There is no such file, or none of that name in the search path. */
        NOT_FOUND,
        /** The file is there but may not be run: no permission, a folder, or a file system without programs. */
        NOT_EXECUTABLE,
        /** The program that the first line of the script names is not there or cannot run. */
        BAD_INTERPRETER,
        /** The working folder is not there, is no folder, or may not be entered. */
        BAD_FOLDER,
        /** The system refused for another reason; the sentence tells which. */
        SYSTEM
    }
}
