package dev.vigil.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Scripts with which a shell completes the words of {@code vigil}, made from the verbs themselves. */
@Command(name = "completion", description = "A script with which a shell completes vigil's words.")
final class CompletionVerbs extends VerbGroup {
    @Command(description = "For bash: eval \"$(vigil completion bash)\".")
    int bash() {
        CommandLine root = spec().root().commandLine();
        root.getOut().print(AutoComplete.bash(root.getCommandName(), root));
        root.getOut().flush();
        return ExitCode.DONE;
    }
}
