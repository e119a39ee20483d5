package dev.vigil.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

import com.google.protobuf.util.JsonFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.comm.trust.Role;
import dev.vigil.lcd.model.Line;
import dev.vigil.protocol.admin.Audit;
import dev.vigil.protocol.admin.AuditItem;
import dev.vigil.server.access.Asking.Form;

/** What the audit of a live node tells of those who ask it for changes, and when it says that they ask too often. */
@Timeout(120)
class AuditTest {
    @TempDir
    private Path home = Path.of("");

    private static String form(AuditItem item) {
        return item.getBy() + " " + item.getHow() + " " + item.getCall() + " " + item.getResult();
    }

    private static List<AuditItem> audit(Asking administrator, String query) throws Exception {
        Audit.Builder audit = Audit.newBuilder();
        JsonFormat.parser().merge(administrator.get("/v1/audit" + query).body(), audit);
        return audit.getItemsList();
    }

    @Test
    void everyChangeIsWrittenDownAlsoTheRefusedOnes() throws Exception {
        try (LiveNode node = LiveNode.start(home)) {
            X509Certificate authority = node.pki().authorityCertificate();
            try (Asking administrator = new Asking(node, Credential.token(node.pki().adminToken().text(), authority));
                    Asking nobody = new Asking(node, Credential.nothing(authority));
                    Asking operator = new Asking(node,
                            Credential.certificate(node.pki().authority(), Role.OPERATOR, authority));
                    Asking guest = new Asking(node, Credential.token(administrator.createToken(Role.GUEST), authority))) {
                assertEquals("OK", guest.ask(Form.JSON, RolesTest.method("GetStatus")).code());
                assertEquals("UNAUTHENTICATED", nobody.ask(Form.JSON, RolesTest.method("Switchover")).code());
                assertEquals("FORBIDDEN", guest.ask(Form.GRPC, RolesTest.method("Switchover")).code());
                assertEquals("INVALID", operator.ask(Form.GRPC, RolesTest.method("Switchover")).code());
                assertEquals(404, administrator
                        .post("/v1/resources:switchover", "{\"tag\": \"web\", \"node\": \"bravo\"}").statusCode());
                List<AuditItem> items = audit(administrator, "");
                assertEquals(List.of("local LOCAL_TOKEN Switchover NOT_FOUND",
                        "operator-certificate CERTIFICATE Switchover INVALID", "by-token-guest TOKEN Switchover FORBIDDEN",
                        "  Switchover UNAUTHENTICATED", "local LOCAL_TOKEN CreateToken OK"),
                        items.stream().map(AuditTest::form).toList());
                assertEquals("{node=bravo, tag=web}", new TreeMap<>(items.getFirst().getArgumentsMap()).toString());
                assertTrue(items.getFirst().getSentence().contains("web"), items.getFirst().getSentence());
                assertTrue(items.stream().allMatch(item -> item.getFrom().startsWith("127.")), items.toString());
                assertEquals(1, audit(administrator, "?limit=1").size());
                assertEquals(2, audit(administrator, "?by=local").size());
                assertEquals(1, audit(administrator, "?by=local&call=CreateToken").size());
            }
            List<String> lines = Files.readAllLines(home.resolve("logs/audit.log"));
            assertEquals(5, lines.size());
            lines.forEach(line -> assertEquals("audit", Line.parse(line).verb()));
            assertFalse(String.join("", lines).contains(node.pki().adminToken().text()));
        }
    }

    @Test
    void whoAsksTooOftenIsToldSoAndTheOthersAreServed() throws Exception {
        try (LiveNode node = LiveNode.start(home)) {
            X509Certificate authority = node.pki().authorityCertificate();
            try (Asking administrator = new Asking(node, Credential.token(node.pki().adminToken().text(), authority));
                    Asking nobody = new Asking(node, Credential.nothing(authority))) {
                HttpResponse<String> last = flood(nobody);
                assertEquals(429, last.statusCode());
                assertEquals("1", last.headers().firstValue("Retry-After").orElse(""));
                assertTrue(last.body().contains("asks more than 50 times a second") && last.body().contains("LIMITED"),
                        last.body());
                assertTrue(IntStream.range(0, 5_000).anyMatch(number -> isLimited(nobody)), "gRPC has no limit");
                assertEquals(200, administrator.get("/v1/status").statusCode());
            }
        }
    }

    private static boolean isLimited(Asking nobody) {
        try {
            return nobody.ask(Form.GRPC, RolesTest.method("GetStatus")).code().equals("LIMITED");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Many at once: the answers take longer than the bucket needs to gather another token. */
    private static HttpResponse<String> flood(Asking nobody) throws Exception {
        for (int round = 0; round < 50; round++) {
            List<HttpResponse<String>> answers = new ArrayList<>(nobody.getAtOnce("/v1/status", 50));
            for (HttpResponse<String> answer : answers) {
                if (answer.statusCode() == 429) {
                    return answer;
                }
                assertEquals(401, answer.statusCode());
            }
        }
        throw new AssertionError("2500 questions of nobody were all answered");
    }
}
