package dev.vigil.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.vigil.comm.trust.ClusterAuthority;
import dev.vigil.comm.trust.LiveIdentity;
import dev.vigil.comm.trust.Role;
import dev.vigil.comm.trust.Secret;
import dev.vigil.comm.trust.TlsContexts;
import dev.vigil.protocol.admin.AdminProto;
import dev.vigil.server.access.Asking.Answer;
import dev.vigil.server.access.Asking.Form;

/** Every call of the administration as every role and as nobody, over the real server, against the table in {@code roles.table}. */
@Timeout(120)
class RolesTest {
    private static final ServiceDescriptor SERVICE = AdminProto.getDescriptor().findServiceByName("Administration");
    private static final MethodDescriptor STATUS = method("GetStatus");
    private static final List<String> COLUMNS = List.of("nobody", "guest", "operator", "administrator");

    @TempDir
    Path home = Path.of("");

    static MethodDescriptor method(String call) {
        return SERVICE.findMethodByName(call);
    }

    /** What a role is shown by. */
    enum Means {
        TOKEN, CERTIFICATE
    }

    /** A line of the table. */
    private record Line(String call, Map<String, Boolean> permitted, String answer) {
        static Line parse(String text) {
            String[] words = text.split(" +");
            assertEquals(COLUMNS.size() + 2, words.length, text);
            Map<String, Boolean> permitted = new LinkedHashMap<>();
            for (int column = 0; column < COLUMNS.size(); column++) {
                assertTrue(List.of("yes", "no").contains(words[column + 1]), text);
                permitted.put(COLUMNS.get(column), words[column + 1].equals("yes"));
            }
            return new Line(words[0], permitted, words[words.length - 1]);
        }

        MethodDescriptor method() {
            return SERVICE.findMethodByName(call);
        }

        /** The lowest role that may, for the words of a refusal. */
        String needed() {
            return permitted.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).findFirst().orElseThrow();
        }
    }

    @Test
    void theTableHasALineForEveryCallAndNoOther() throws IOException {
        TreeSet<String> calls = new TreeSet<>();
        SERVICE.getMethods().forEach(method -> calls.add(method.getName()));
        TreeSet<String> lines = new TreeSet<>();
        table().forEach(line -> assertTrue(lines.add(line.call()), "two lines for " + line.call()));
        assertEquals(calls, lines, "roles.table must say of every call who may make it");
    }

    @ParameterizedTest
    @CsvSource({"JSON,TOKEN", "JSON,CERTIFICATE", "GRPC,TOKEN", "GRPC,CERTIFICATE"})
    void everyCallAsEveryRole(Form form, Means means) throws Exception {
        List<String> wrong = new ArrayList<>();
        try (LiveNode node = LiveNode.start(home)) {
            Map<String, Asking> callers = callers(node, means);
            // The last line stops the node, so the administrator comes last in it as well.
            for (Line line : table()) {
                for (String column : COLUMNS) {
                    Answer answer = callers.get(column).ask(form, line.method());
                    if (!isAsTold(line, column, answer)) {
                        wrong.add(line.call() + " as " + column + ": " + answer);
                    }
                }
            }
            node.node().stopped().get(30, TimeUnit.SECONDS);
            callers.values().forEach(Asking::close);
        }
        assertEquals(List.of(), wrong);
    }

    /** A refusal must name who asked, as what, and what would be right. */
    private static boolean isAsTold(Line line, String column, Answer answer) {
        if (line.permitted().get(column)) {
            return answer.code().equals(line.answer()) && !answer.words().contains("; " + line.call() + " needs ");
        }
        if (column.equals("nobody")) {
            return answer.code().equals("UNAUTHENTICATED") && answer.words().contains("needs a token or a client certificate")
                    && answer.words().contains("--credentials");
        }
        return answer.code().equals("FORBIDDEN")
                && answer.words().contains(" is " + column + "; " + line.call() + " needs " + line.needed() + ".");
    }

    private static Map<String, Asking> callers(LiveNode node, Means means) throws Exception {
        X509Certificate authority = node.pki().authorityCertificate();
        Asking administrator = new Asking(node, Credential.token(node.pki().adminToken().text(), authority));
        Map<String, Asking> callers = new LinkedHashMap<>();
        callers.put("nobody", new Asking(node, Credential.nothing(authority)));
        for (Role role : Role.values()) {
            callers.put(role.word(), switch (means) {
                case TOKEN -> new Asking(node, Credential.token(administrator.createToken(role), authority));
                case CERTIFICATE -> new Asking(node, Credential.certificate(node.pki().authority(), role, authority));
            });
        }
        administrator.close();
        return callers;
    }

    @Test
    void whatIsNotOfThisClusterIsNobody() throws Exception {
        try (LiveNode node = LiveNode.start(home)) {
            X509Certificate authority = node.pki().authorityCertificate();
            for (String token : List.of("not-a-token", Secret.random().text(), "")) {
                try (Asking stranger = new Asking(node, Credential.token(token, authority))) {
                    assertEquals("UNAUTHENTICATED", stranger.ask(Form.JSON, STATUS).code());
                    assertEquals("UNAUTHENTICATED", stranger.ask(Form.GRPC, STATUS).code());
                }
            }
            ClusterAuthority other = ClusterAuthority.create("other", Instant.now());
            assertNoHandshake(node, Credential.certificate(other, Role.ADMINISTRATOR, authority));
            TlsContexts ofNode = new TlsContexts(LiveIdentity.open(node.pki()), InstantSource.system(), warning -> {});
            assertNoHandshake(node, new Credential(Optional.empty(), ofNode.nodeLink()));
        }
    }

    /** The certificate of another authority, or one that names no role, ends the connection itself. */
    private static void assertNoHandshake(LiveNode node, Credential credential) {
        try (Asking asking = new Asking(node, credential)) {
            IOException refused = assertThrows(IOException.class, () -> asking.ask(Form.JSON, STATUS));
            assertTrue(String.valueOf(refused.getMessage()).contains("certificate"), refused.toString());
        }
    }

    @Test
    void theMetricsNeedAGuest() throws Exception {
        try (LiveNode node = LiveNode.start(home)) {
            X509Certificate authority = node.pki().authorityCertificate();
            try (Asking nobody = new Asking(node, Credential.nothing(authority));
                    Asking guest = new Asking(node, Credential.certificate(node.pki().authority(), Role.GUEST, authority))) {
                assertEquals(401, nobody.get("/metrics").statusCode());
                HttpResponse<String> metrics = guest.get("/metrics");
                assertEquals(200, metrics.statusCode());
                assertTrue(metrics.body().contains("vigil_controller_waiting_events 0.0"), metrics.body());
            }
        }
    }

    @Test
    void curlReadsTheStatusAsGuestAndMayNotMove() throws Exception {
        try (LiveNode node = LiveNode.start(home);
                Asking administrator = new Asking(node,
                        Credential.token(node.pki().adminToken().text(), node.pki().authorityCertificate()))) {
            String token = administrator.createToken(Role.GUEST);
            String status = curl(node, token, "/v1/status");
            assertTrue(status.contains("\"cluster\": \"" + LiveNode.CLUSTER + "\"") && status.endsWith("\n200"), status);
            String move = curl(node, token, "/v1/resources:switchover", "--json", "{\"tag\": \"web\"}");
            assertTrue(move.contains("\"sentence\":\"by-token-guest is guest; Switchover needs operator.\"")
                    && move.contains("\"hint\":\"Ask with a token or certificate of role operator.\"") && move.endsWith("\n403"),
                    move);
        }
    }

    @Test
    void aTokenThatIsTakenAwayIsGoodForNothingAtOnce() throws Exception {
        try (LiveNode node = LiveNode.start(home);
                Asking administrator = new Asking(node,
                        Credential.token(node.pki().adminToken().text(), node.pki().authorityCertificate()))) {
            try (Asking eve = new Asking(node,
                    Credential.token(administrator.createToken("eve", Role.OPERATOR), node.pki().authorityCertificate()))) {
                assertEquals(200, eve.get("/v1/status").statusCode());
                String listed = administrator.get("/v1/tokens").body();
                assertTrue(listed.contains("\"eve\"") && listed.contains("\"operator\""), listed);
                assertEquals(200, administrator.post("/v1/tokens:revoke", "{\"name\": \"eve\"}").statusCode());
                assertEquals(401, eve.get("/v1/status").statusCode());
                assertFalse(administrator.get("/v1/tokens").body().contains("eve"));
                String again = administrator.post("/v1/tokens:revoke", "{\"name\": \"eve\"}").body();
                assertTrue(again.contains("There is no token \\\"eve\\\" on this node."), again);
            }
        }
    }

    /** The body and the status, by the curl of this machine, which checks the node's certificate and its name. */
    private static String curl(LiveNode node, String token, String path, String... more) throws Exception {
        String host = LiveNode.NAME + ":" + node.port();
        List<String> words = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--max-time", "60", "--cacert",
                node.authorityFile().toString(), "--resolve", host + ":" + node.address(), "--header",
                "Authorization: Bearer " + token, "--write-out", "%{http_code}"));
        words.addAll(List.of(more));
        words.add("https://" + host + path);
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text;
    }

    static List<Line> table() throws IOException {
        try (InputStream in = RolesTest.class.getResourceAsStream("roles.table")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(Line::parse).toList();
        }
    }
}
