package dev.vigil.cli;

import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every verb knows, before or after it. */
final class GlobalOptions {
    @Option(names = "--home", paramLabel = "DIR", scope = ScopeType.INHERIT, description = "Home of the node (VIGIL_HOME; else the usual place).")
    private @Nullable Path home;

    @Option(names = "--endpoint", paramLabel = "HOST:PORT", scope = ScopeType.INHERIT, description = "Ask this node instead of the one of the home.")
    private @Nullable String endpoint;

    @Option(names = "--credentials", paramLabel = "FILE", scope = ScopeType.INHERIT, description = "File with a token (VIGIL_CREDENTIALS; else pki/admin.token).")
    private @Nullable Path credentials;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the answer as JSON.")
    private boolean isJson;

    Optional<Path> home() {
        return Optional.ofNullable(home);
    }

    Optional<String> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    Optional<Path> credentials() {
        return Optional.ofNullable(credentials);
    }

    boolean isJson() {
        return isJson;
    }
}
