package dev.vigil.cli;

import java.io.Console;
import java.util.Optional;

/** The surroundings of a command: somebody who can be asked, if there is one, and the beat in which something is shown again. */
record Terminal(Optional<Person> person, Beat beat) {
    private static final long BEAT_MILLIS = 1_000;

    /** Whoever sits before the terminal. */
    interface Person {
        /** The typed answer, without the end of its line; empty when there is none. */
        String answer(String question);
    }

    /** When something that is watched is shown again. */
    interface Beat {
        /** Waits for the next time; false when there is none. */
        boolean next();
    }

    /** Those of this process: its console when input and output are one, and a second. */
    static Terminal ofProcess() {
        return new Terminal(Optional.ofNullable(System.console()).map(Terminal::before), Terminal::second);
    }

    private static Person before(Console console) {
        return question -> {
            String line = console.readLine("%s", question);
            return line == null ? "" : line.strip();
        };
    }

    private static boolean second() {
        try {
            Thread.sleep(BEAT_MILLIS);
            return true;
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Returns only when {@code isSure} or the person says yes. Without a person nothing happens that was not confirmed beforehand: a
     * script that forgot a word should not delete anything.
     */
    void confirm(boolean isSure, String question) {
        if (isSure) {
            return;
        }
        String answer = person
                .orElseThrow(() -> Failure.usage("Nobody is there to be asked: " + question, "--yes does it without asking."))
                .answer(question + " [y/N] ");
        if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
            throw Failure.failed("Nothing was done.", "");
        }
    }
}
