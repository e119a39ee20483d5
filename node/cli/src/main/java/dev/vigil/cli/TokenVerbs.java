package dev.vigil.cli;

import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The verbs of tokens. */
@Command(name = "token", description = "Tokens with which others may ask.")
final class TokenVerbs extends VerbGroup {
    private final Answers answers;

    TokenVerbs(Answers answers) {
        this.answers = answers;
    }

    @Command(description = "Create a token; it is shown once.")
    int create(@Parameters(paramLabel = "NAME", description = "Whom it is for.") String name,
            @Parameters(paramLabel = "ROLE", description = "administrator, operator or guest.") String role) {
        return answers.change("/v1/tokens", new Object[]{"name", name, "role", role}, answer -> List.of(answer.text("token")));
    }
}
