package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real bash completes what somebody has typed so far. */
final class CompletionTest {
    static boolean hasBash() {
        return Files.isExecutable(Path.of("/bin/bash"));
    }

    @ParameterizedTest
    @EnabledIf("hasBash")
    @CsvSource({"sw,switchover", "resource ext,extend", "lcdi ins_cr,ins_create", "lcdi flg_te,flg_test", "status --js,--json",
            "completion b,bash", "quorum surv,survives"})
    void wordsAreCompleted(String typed, String completed) throws Exception {
        Session session = Session.recorded(new RecordedAdministration("{}"), "completion", "bash");
        assertEquals(0, session.exitCode(), session.toString());
        String[] words = typed.split(" ");
        String script = String.join("\n", session.out()) + "\ncompopt() { :; }\nCOMP_WORDS=(vigil " + typed + ")\nCOMP_CWORD="
                + words.length
                + "\n_complete_vigil\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
        Process bash = new ProcessBuilder("/bin/bash", "--norc").redirectErrorStream(true).start();
        try (var in = bash.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        List<String> said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip)
                .toList();
        assertTrue(bash.waitFor(30, TimeUnit.SECONDS));
        assertEquals(List.of(completed), said);
    }
}
