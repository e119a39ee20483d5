package dev.vigil.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs of communication paths. */
@Command(name = "path", description = "Communication paths: each is one network between two nodes.")
final class PathVerbs extends VerbGroup {
    private final Answers answers;

    PathVerbs(Answers answers) {
        this.answers = answers;
    }

    @Command(description = "Create a path between two nodes.")
    int create(@Parameters(paramLabel = "NODE:ADDRESS", description = "One end, for example alpha:10.0.0.1.") String first,
            @Parameters(paramLabel = "NODE:ADDRESS", description = "The other end.") String second,
            @Option(names = "--name", defaultValue = "", paramLabel = "NAME", description = "Its name (made from the nodes).") String name,
            @Option(names = "--without", paramLabel = "NODE", description = "Create it although this node is absent.") String @Nullable [] without) {
        Amounts.End one = Amounts.end(first);
        Amounts.End other = Amounts.end(second);
        return answers.change("/v1/paths", "path", name, "first", one.node(), "first_address", one.address(), "second",
                other.node(), "second_address", other.address(), "without", values(without));
    }

    @Command(description = "The paths and what was measured on them, and after which silence nodes hold each other for dead.")
    int list() {
        return answers.query("/v1/status", new Object[0], status -> PathText.of(status, answers.width()));
    }

    @Command(description = "Delete a path.")
    int delete(@Parameters(paramLabel = "PATH", description = "Its name.") String path,
            @Option(names = "--without", paramLabel = "NODE", description = "Delete it although this node is absent.") String @Nullable [] without) {
        return answers.change("/v1/paths:delete", "path", path, "without", values(without));
    }
}
