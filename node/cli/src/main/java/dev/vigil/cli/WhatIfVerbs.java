package dev.vigil.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Verbs that ask what would follow; none of them changes anything. */
@Command(name = "what-if", description = "What would follow from a failure or a switchover. Changes nothing.")
final class WhatIfVerbs extends VerbGroup {
    private final Answers answers;

    WhatIfVerbs(Answers answers) {
        this.answers = answers;
    }

    @Command(name = "node-fails", description = "A node dies.")
    int nodeFails(@Parameters(paramLabel = "NODE", description = "The node.") String node) {
        return ask("node-fails", node, "");
    }

    @Command(description = "An operator moves a hierarchy.")
    int switchover(@Parameters(paramLabel = "TAG", description = "Any resource of the hierarchy.") String tag,
            @Parameters(arity = "0..1", defaultValue = "", paramLabel = "NODE", description = "Where to (the next in priority).") String node) {
        return ask("switchover", tag, node);
    }

    @Command(name = "resource-fails", description = "A resource fails where it is in service.")
    int resourceFails(@Parameters(paramLabel = "TAG", description = "The resource.") String tag) {
        return ask("resource-fails", tag, "");
    }

    @Command(name = "path-fails", description = "A communication path is cut.")
    int pathFails(@Parameters(paramLabel = "PATH", description = "The path.") String path) {
        return ask("path-fails", path, "");
    }

    private int ask(String what, String subject, String node) {
        return answers.query("/v1/preview", new Object[]{"what", what, "subject", subject, "node", node}, PreviewText::of);
    }
}
