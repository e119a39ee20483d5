package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotifyVerbsTest {
    @Test
    void secretsAndCertificatesComeFromFilesAsOneLine(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "correct horse\n");
        Path ca = Files.writeString(folder.resolve("ca"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        RecordedAdministration node = new RecordedAdministration("{}");
        Session session = Session.recorded(node, "notify", "create", "mail", "ops", "--property", "ca=@" + ca, "--secret",
                "password=@" + secret);
        assertEquals(List.of(), session.err());
        assertEquals(List.of("POST /v1/receivers {\"name\":\"ops\",\"kind\":\"mail\",\"properties\":{\"ca\":"
                + "\"-----BEGIN CERTIFICATE----- AAAA -----END CERTIFICATE-----\"},\"secrets\":{\"password\":\"correct horse\"}}"),
                node.asked);
        Session missing = Session.recorded(node, "notify", "create", "mail", "ops", "--secret", "password=@" + folder + "/none");
        assertEquals(ExitCode.USAGE, missing.exitCode());
        assertTrue(missing.err().getFirst().contains("/none cannot be read"), missing.err().toString());
    }

    @Test
    void theListTellsHowEachReceiverFares() {
        List<String> out = Session.recorded(new RecordedAdministration("""
                {"receivers": [{"name": "ops", "kind": "mail", "properties": {"host": "m", "to": "a@b"}, "waiting": 0, "sent": "7",
                  "dropped": "0", "answer": "250 OK"},
                 {"name": "pager", "kind": "snmp", "properties": {"host": "n"}, "waiting": 3, "sent": "0", "dropped": "2",
                  "answer": "no answer", "failing_since": "x"}]}"""), "notify", "list").out();
        assertEquals(3, out.size(), out.toString());
        assertTrue(out.get(1).matches("ops +mail +7 +0 +0 +a@b +well: 250 OK"), out.get(1));
        assertTrue(out.get(2).matches("pager +snmp +0 +3 +2 +n +FAILS since x: no answer"), out.get(2));
        assertEquals(List.of("nobody is told of what happens: vigil notify create"),
                Session.recorded(new RecordedAdministration("{}"), "notify", "list").out());
    }
}
