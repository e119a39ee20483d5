package dev.vigil.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The verbs of dependencies. */
@Command(name = "dependency", description = "What a resource needs to run.", mixinStandardHelpOptions = true)
final class DependencyVerbs extends VerbGroup {
    private final Answers answers;

    DependencyVerbs(Answers answers) {
        this.answers = answers;
    }

    @Command(description = "From now on PARENT needs CHILD.")
    int create(@Parameters(paramLabel = "PARENT", description = "The resource that needs the other.") String parent,
            @Parameters(paramLabel = "CHILD", description = "The resource that it needs.") String child) {
        return answers.change("/v1/dependencies", "parent", parent, "child", child);
    }
}
