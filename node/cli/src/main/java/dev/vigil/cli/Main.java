package dev.vigil.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/** The entry of the command line. */
public final class Main {
    private Main() {}

    /** Carries out one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        Map<String, String> environment = System.getenv();
        Path launcher = Path.of(System.getProperty("vigil.launcher", "bin/vigil"));
        int exitCode = new Program(out, err, environment, launcher).run(arguments);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }
}
