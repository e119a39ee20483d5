package dev.vigil.cli;

import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The verbs of dependencies. */
@Command(name = "dependency", description = "What a resource needs to run.")
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

    @Command(description = "PARENT no longer needs CHILD; both go on as they are.")
    int delete(@Parameters(paramLabel = "PARENT", description = "The resource that needs the other.") String parent,
            @Parameters(paramLabel = "CHILD", description = "The resource that it needs.") String child) {
        return answers.change("/v1/dependencies:delete", "parent", parent, "child", child);
    }

    @Command(description = "What needs what.")
    int list(
            @Parameters(arity = "0..1", defaultValue = "", paramLabel = "TAG", description = "Only of this resource, up and down.") String tag) {
        return answers.query("/v1/status", new Object[0], status -> table(status, tag).lines(answers.width()));
    }

    private static TextTable table(JsonObject status, String tag) {
        TextTable table = new TextTable(List.of("PARENT", "NEEDS"));
        for (JsonObject resource : status.objects("resources")) {
            String parent = resource.text("tag");
            resource.texts("children").stream().filter(child -> tag.isEmpty() || List.of(parent, child).contains(tag))
                    .forEach(child -> table.add(List.of(parent, child)));
        }
        return table;
    }
}
