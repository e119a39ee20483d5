package dev.vigil.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;

import dev.vigil.recovery.cases.CaseCheck;
import dev.vigil.recovery.text.Case;
import dev.vigil.recovery.text.CaseText;
import dev.vigil.server.decisions.ReplayReport;

/** The decision journal of a real node, with real scripts, is a golden case as it stands. */
@Timeout(300)
class FieldCaseTest {
    @TempDir
    private Path home = Path.of("");
    @TempDir
    private Path scripts = Path.of("");

    private static void script(Path file, String text) throws Exception {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private static void done(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static String exported(Asking administrator, String question) throws Exception {
        HttpResponse<String> answer = administrator.get("/v1/decisions" + question);
        done(answer);
        Struct.Builder body = Struct.newBuilder();
        JsonFormat.parser().merge(answer.body(), body);
        return body.getFieldsOrThrow("text").getStringValue();
    }

    @Test
    void aReportFromTheFieldIsAGoldenCase() throws Exception {
        script(scripts.resolve("restore.sh"), "exit 0");
        script(scripts.resolve("remove.sh"), "exit 0");
        script(scripts.resolve("recover.sh"), "exit 1");
        try (LiveNode node = LiveNode.start(home);
                Asking administrator = new Asking(node,
                        Credential.token(node.pki().adminToken().text(), node.pki().authorityCertificate()))) {
            live(administrator);
            String text = exported(administrator, "");
            check(text);
            assertTrue(CaseCheck.underAdversity(text) > 0);
            assertTrue(CaseCheck.named(CaseText.parse(text)).containsAll(List.of("RC-1", "RC-4", "RC-6", "RC-19", "RC-22")),
                    text);
            String end = exported(administrator, "?last_seconds=1");
            check(end);
            assertTrue(end.length() <= text.length());
        }
        List<Path> kept = Files.list(home.resolve("decisions")).filter(file -> file.toString().endsWith(".case")).toList();
        assertFalse(kept.isEmpty());
        for (Path file : kept) {
            assertTrue(ReplayReport.of(CaseText.parse(Files.readString(file))).isSame(), file.toString());
        }
    }

    private void live(Asking administrator) throws Exception {
        done(administrator.post("/v1/resources", "{\"tag\": \"web\", \"type\": \"generic\", \"quick_check_seconds\": 0,"
                + " \"deep_check_seconds\": 0, \"properties\": {\"scripts\": \"" + scripts + "\"}}"));
        done(administrator.post("/v1/flags", "{\"flag\": \"night\"}"));
        done(administrator.post("/v1/resources:out-of-service", "{\"tag\": \"web\"}"));
        done(administrator.post("/v1/resources:in-service", "{\"tag\": \"web\"}"));
        done(administrator.post("/v1/events", "{\"tag\": \"web\", \"detail\": \"a monitor of one's own saw it\"}"));
        while (!administrator.get("/v1/history?limit=500").body().contains("nowhere-to-go")) {
            Thread.onSpinWait();
        }
    }

    private static void check(String text) {
        Case shown = CaseText.parse(text);
        assertTrue(shown.comments().getFirst().startsWith("# Decisions of alpha. At "), text);
        assertEquals(text, CaseCheck.told(text));
        ReplayReport report = ReplayReport.of(shown);
        assertTrue(report.isSame(), String.join("\n", report.lines()));
        assertTrue(report.lines().getLast().startsWith("All "), report.lines().getLast());
    }

    @Test
    void aFileThatWasDecidedOtherwiseIsTold() throws Exception {
        String file = Files.readString(Path.of("../recovery/src/test/cases/failover/refused-heirs-are-told.case"));
        ReplayReport report = ReplayReport.of(CaseText.parse(file.replace("charlie:FAILED", "charlie:LATER")));
        assertFalse(report.isSame());
        assertTrue(report.lines().contains("  ! today's program decides otherwise (- then, + now):"), report.lines().toString());
        assertEquals(1,
                report.lines().stream().filter(line -> line.contains("- noted") && line.contains("charlie:LATER")).count());
        assertEquals("1 of 1 moments are decided otherwise today.", report.lines().getLast());
        assertTrue(report.lines().stream().anyMatch(line -> line.startsWith("  RC-7  The units of a dead owner")));
    }
}
