package dev.vigil.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lives through a case again, without a cluster. The controller is in the server's program, so that is what runs. */
@Command(name = "replay", description = "Live through a file of decisions again, anywhere, and compare.")
final class ReplayVerb implements Callable<Integer> {
    private final ServerProgram server;

    @Parameters(paramLabel = "FILE", description = "A case, such as one of vigil decisions export.")
    private @Nullable Path file;

    ReplayVerb(ServerProgram server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        return server.run(List.of("replay", String.valueOf(file)));
    }
}
