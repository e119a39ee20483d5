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

    @Command(description = "The tokens of the node that is asked.")
    int list() {
        return answers.query("/v1/tokens", new Object[0], answer -> lines(answer.objects("tokens")));
    }

    private List<String> lines(List<JsonObject> tokens) {
        if (tokens.isEmpty()) {
            return List.of("no token but the local one, pki/admin.token");
        }
        TextTable table = new TextTable(List.of("TOKEN", "ROLE"));
        tokens.forEach(token -> table.add(List.of(token.text("name"), token.text("role"))));
        return table.lines(answers.width());
    }

    @Command(description = "Make a token worthless, at once.")
    int revoke(@Parameters(paramLabel = "NAME", description = "Its name: vigil token list.") String name) {
        return answers.change("/v1/tokens:revoke", "name", name);
    }
}
