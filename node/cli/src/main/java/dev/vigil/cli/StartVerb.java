package dev.vigil.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the node of this machine. */
@Command(name = "start", description = "Start the node of this machine.")
final class StartVerb implements Callable<Integer> {
    private final Places places;
    private final ServerProgram server;

    @Option(names = "--foreground", description = "Stay in front until it ends.")
    private boolean isForeground;

    StartVerb(Places places, ServerProgram server) {
        this.places = places;
        this.server = server;
    }

    @Override
    public Integer call() {
        return isForeground ? server.foreground(places) : server.start(places);
    }
}
