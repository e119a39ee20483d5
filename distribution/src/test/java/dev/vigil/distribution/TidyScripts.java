package dev.vigil.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.distribution.TidyFile.Problem;

/** Shell scripts: who reads them, and whether that one understands them. */
final class TidyScripts {
    private static final List<String> SHELLS = List.of("#!/bin/sh", "#!/bin/bash");

    private TidyScripts() {}

    static boolean isScript(TidyFile file) {
        return file.text().startsWith("#!") || file.path().endsWith(".sh");
    }

    static List<Problem> checkShell(TidyFile file) {
        return shell(file).isPresent() ? List.of() : List.of(file.at(1, "must begin with " + String.join(" or ", SHELLS)));
    }

    private static Optional<String> shell(TidyFile file) {
        String first = file.lines().isEmpty() ? "" : file.lines().getFirst();
        return SHELLS.stream().filter(first::equals).findFirst().map(line -> line.substring("#!".length()));
    }

    /** Asks the shell to read it without running it. */
    static List<Problem> checkGrammar(TidyFile file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(shell(file).orElse("/bin/sh"), "-n").redirectErrorStream(true).start();
        try (var input = process.getOutputStream()) {
            input.write(file.text().getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        List<Problem> problems = new ArrayList<>();
        if (process.waitFor() != 0) {
            problems.add(file.at(1, "its shell must understand it, but says: " + said));
        }
        return problems;
    }
}
