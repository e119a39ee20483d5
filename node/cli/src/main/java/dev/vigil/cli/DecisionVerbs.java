package dev.vigil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The decision journal of a node. */
@Command(name = "decisions", description = "What a node has learnt and decided lately.")
final class DecisionVerbs extends VerbGroup {
    private final Answers answers;

    DecisionVerbs(Answers answers) {
        this.answers = answers;
    }

    @Command(description = "Write it as a case, which vigil replay understands anywhere.")
    int export(
            @Option(names = "--last", defaultValue = "10m", paramLabel = "TIME", description = "How far back (10m).") String last,
            @Option(names = "--to", paramLabel = "FILE", description = "Into a new file instead of the output.") @Nullable Path file) {
        JsonObject answer = answers.ask("/v1/decisions", "last_seconds", Amounts.seconds(last));
        if (file == null) {
            return answers.show(answer, one -> one.text("text").lines().toList());
        }
        try {
            Files.writeString(file, answer.text("text"), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw Failure.failed(file + " cannot be written: " + e + ".", "Name a file that is not there yet.");
        }
        return answers.show(answer, one -> List.of(one.text("text").lines().count() + " lines in " + file
                + "; vigil replay " + file + " lives through them again."));
    }
}
