package dev.vigil.kits.generic;

import java.nio.file.Path;

import dev.vigil.lcd.model.Outcome;
import dev.vigil.platform.Output;
import dev.vigil.platform.ProcessOutcome;

/** What the end of a script means, in a sentence that an operator understands, followed by what the script wrote. */
record ScriptVerdict(String title, Path script, boolean isCheck) {

    /** How many characters of the beginning and of the end go into the sentence; the node keeps more. */
    private static final int SHOWN = 1024;
    private static final int CANNOT_TELL = 3;
    private static final int TIMED_OUT = 124;
    private static final int NOT_RUNNABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int SIGNALS = 128;
    private static final int LAST_SIGNAL = SIGNALS + 64;

    static ScriptVerdict of(ScriptName name, Path script) {
        return new ScriptVerdict(name.word() + " script", script, name.isCheck());
    }

    static ScriptVerdict ofHandler(Path handler) {
        return new ScriptVerdict("handler", handler, false);
    }

    Outcome of(ProcessOutcome outcome) {
        return switch (outcome) {
            case ProcessOutcome.Exited exited -> exited(exited);
            case ProcessOutcome.TimedOut late -> cutOff(late.ending(), late.output(), late.errors());
            case ProcessOutcome.Terminated ended -> cutOff(ended.ending(), ended.output(), ended.errors());
            case ProcessOutcome.CouldNotStart(ProcessOutcome.Obstacle obstacle, String reason) ->
                new Outcome.Failed(is() + obstacle(obstacle) + ": " + reason);
        };
    }

    /** Why it was ended, the node says: it counts the limit too, and may be the first to end it. */
    private Outcome cutOff(ProcessOutcome.Ending ending, Output output, Output errors) {
        return new Outcome.Unknown(is() + "did not end by itself; " + ended(ending) + wrote(output, errors));
    }

    private Outcome exited(ProcessOutcome.Exited exited) {
        int code = exited.code();
        String wrote = wrote(exited.output(), exited.errors());
        if (code == 0) {
            return new Outcome.Done(exited.took());
        }
        if (code == CANNOT_TELL && isCheck) {
            return new Outcome.Unknown(is() + "cannot tell (it exited with 3)" + wrote);
        }
        if (code == TIMED_OUT) {
            return new Outcome.Unknown(is() + "says that something timed out (it exited with 124)" + wrote);
        }
        if (code > SIGNALS && code <= LAST_SIGNAL) {
            return new Outcome.Unknown(is() + "exited with " + code + ", which means that signal " + (code - SIGNALS)
                    + " ended it or what it called; how far it came is not known" + wrote);
        }
        return new Outcome.Failed(is() + "exited with " + code + hint(code) + wrote);
    }

    private static String hint(int code) {
        return switch (code) {
            case 2 -> " (called in a way that it does not understand)";
            case CANNOT_TELL -> " (\"cannot tell\" is for checks only)";
            case NOT_RUNNABLE -> " (a program that it calls may not be run)";
            case NOT_FOUND -> " (a program that it calls was not found)";
            default -> "";
        };
    }

    private static String obstacle(ProcessOutcome.Obstacle obstacle) {
        return switch (obstacle) {
            case NOT_FOUND -> "is not there";
            case NOT_EXECUTABLE -> "may not be run; make it executable (chmod +x)";
            case BAD_INTERPRETER -> "cannot be run by the program that its first line names";
            case BAD_FOLDER -> "cannot be run in its folder";
            case SYSTEM -> "could not be started";
        };
    }

    private static String ended(ProcessOutcome.Ending ending) {
        String ended = ending.ended() == 1 ? "its process was ended" : "its " + ending.ended() + " processes were ended";
        return ending.survivors() == 0 ? ended : ended + ", but " + ending.survivors() + " could not be ended and may still act";
    }

    private String is() {
        return "the " + title + " " + script + " ";
    }

    private static String wrote(Output output, Output errors) {
        return part("it wrote", output) + part("its error output", errors);
    }

    private static String part(String title, Output output) {
        String text = output.within(SHOWN).text().strip();
        return text.isEmpty() ? "" : "\n" + title + ": " + text;
    }
}
