package dev.vigil.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The door for scripts that know LCDI: {@code vigil lcdi ins_list -t web}. Its options and exit codes are those of LCDI. */
@Command(name = "lcdi", description = "The commands of LCDI, for scripts that know them (docs/lcdi.md).")
final class LcdiCommand implements Callable<Integer> {
    private final Supplier<Administration> administration;
    private final Consumer<String> out;
    private final Consumer<String> err;
    private final int width;

    @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND", completionCandidates = LcdiVerbs.Names.class, description = "For example ins_list; without one they are listed.")
    private @Nullable String name;
    @Parameters(index = "1..*", arity = "0..*", paramLabel = "OPTION", description = "As of LCDI: -t TAG.")
    private @Nullable List<String> words;

    LcdiCommand(Supplier<Administration> administration, Consumer<String> out, Consumer<String> err, int width) {
        this.administration = administration;
        this.out = out;
        this.err = err;
        this.width = width;
    }

    @Override
    public Integer call() {
        if (name == null) {
            LcdiVerbs.all().forEach(verb -> out.accept(verb.usage().substring("usage: ".length())));
            return LcdiExit.DONE.code();
        }
        return run(name, words == null ? List.of() : words);
    }

    int run(String command, List<String> options) {
        try {
            LcdiVerb verb = LcdiVerbs.find(command);
            verb.work().accept(new LcdiCall(verb.options(options), new LcdiAdministration(administration), out, width));
            return LcdiExit.DONE.code();
        } catch (Failure failure) {
            err.accept(command + ": " + failure.sentence());
            if (!failure.hint().isEmpty()) {
                err.accept(" ".repeat(command.length() + 2) + failure.hint());
            }
            return failure.exitCode();
        }
    }
}
