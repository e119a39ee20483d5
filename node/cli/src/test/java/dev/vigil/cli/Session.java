package dev.vigil.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One command line in a test: what it printed, and its exit code. */
record Session(int exitCode, List<String> out, List<String> err) {

    private static final Terminal NOBODY = new Terminal(Optional.empty(), () -> false);

    static Session of(Map<String, String> environment, Path launcher, Function<Places, Administration> connect,
            String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new Program(new PrintWriter(out), new PrintWriter(err), environment, launcher, connect, NOBODY)
                .run(arguments);
        return new Session(exitCode, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** Over the network, as the real command line does it. */
    static Session real(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new Program(new PrintWriter(out), new PrintWriter(err), environment, Path.of("none")).run(arguments);
        return new Session(exitCode, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** Before a terminal. */
    static Session at(Terminal terminal, Administration administration, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new Program(new PrintWriter(out), new PrintWriter(err), Map.of(), Path.of("none"),
                places -> administration,
                terminal).run(arguments);
        return new Session(exitCode, out.toString().lines().toList(), err.toString().lines().toList());
    }

    static Session recorded(Administration administration, String... arguments) {
        return of(Map.of(), Path.of("none"), places -> administration, arguments);
    }
}
