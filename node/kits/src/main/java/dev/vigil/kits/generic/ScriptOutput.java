package dev.vigil.kits.generic;

import dev.vigil.platform.Output;
import dev.vigil.platform.ProcessOutcome;

/** What a script wrote, both of its outputs as one text. */
final class ScriptOutput {
    private ScriptOutput() {}

    static String of(ProcessOutcome outcome) {
        return switch (outcome) {
            case ProcessOutcome.Exited exited -> of(exited.output(), exited.errors());
            case ProcessOutcome.TimedOut late -> of(late.output(), late.errors());
            case ProcessOutcome.Terminated ended -> of(ended.output(), ended.errors());
            case ProcessOutcome.CouldNotStart none -> "";
        };
    }

    private static String of(Output output, Output errors) {
        String text = output.text();
        String separator = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        return errors.text().isEmpty() ? text : text + separator + "--- error output:\n" + errors.text();
    }
}
