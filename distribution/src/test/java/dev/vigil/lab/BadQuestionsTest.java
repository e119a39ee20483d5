package dev.vigil.lab;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Questions to the administration that no client of ours asks, in JSON and in gRPC: each is answered by what was wrong with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(600)
class BadQuestionsTest {
    private static final String MOVE = "/v1/resources:switchover";
    private static final String SERVICE = "/vigil.admin.v1.Administration/";
    private static final int BIG = (1 << 20) + 1;

    private BadInputBench bench;
    private HttpClient http;
    private String token = "";

    @BeforeAll
    void bringUp(@TempDir Path temporary) throws IOException {
        bench = new BadInputBench("Questions in JSON and gRPC", temporary);
        bench.begin();
        bench.watch();
        token = Files.readString(bench.cluster().home("alpha").resolve("pki/admin.token")).strip();
        System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
        http = HttpClient.newBuilder().sslContext(BadInputTraffic.nobody()).build();
    }

    @AfterEach
    void unharmed() {
        bench.unharmed();
    }

    @AfterAll
    void nothingHasHappened() throws IOException {
        http.close();
        try (BadInputBench all = bench) {
            all.end();
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("https://" + LiveCluster.administration("alpha") + path))
                .setHeader("Authorization", "Bearer " + token);
    }

    private void asks(String given, HttpRequest.Builder request, int status, String... words) throws Exception {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        String text = answer.statusCode() + " " + answer.body();
        bench.told(given, text, words);
        BadInputBench.contains(given, text, status + " ", "\"sentence\"", "\"hint\"");
    }

    private HttpRequest.Builder post(String body) {
        return to(MOVE).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @Test
    void bodies() throws Exception {
        String fields = "Its fields are tag, node";
        asks("no JSON at all", post("switch it over"), 400, "The body is not the JSON of MoveRequest", fields);
        asks("JSON cut off", post("{\"tag\": \"we"), 400, "The body is not the JSON of MoveRequest", fields);
        asks("a list for an object", post("[\"web\", \"bravo\"]"), 400, "The body is not the JSON of MoveRequest", fields);
        asks("an unknown field", post("{\"tga\": \"web\"}"), 400, "tga", fields);
        asks("an object for a text", post("{\"tag\": {\"name\": \"web\"}}"), 400, "tag", fields);
        asks("a text for a number", to("/v1/resources").POST(HttpRequest.BodyPublishers
                .ofString("{\"tag\": \"x\", \"type\": \"generic\", \"priority\": \"first\"}")), 400, "priority");
        asks("a number below zero", to("/v1/resources").POST(HttpRequest.BodyPublishers
                .ofString("{\"tag\": \"x\", \"type\": \"generic\", \"priority\": -1}")), 400, "priority");
        asks("3,000 lists in each other", post("[".repeat(3_000)), 400, "path $[0][0]", fields);
        asks("nothing", post(""), 400, "tag");
        asks("a tag of nothing", post("{\"tag\": \"\", \"node\": \"bravo\"}"), 400, "tag");
        asks("a tag with a line break", post("{\"tag\": \"a\\nb\", \"node\": \"bravo\"}"), 400, "letters");
        asks("a body of 1 MB and a byte", post("x".repeat(BIG)), 400, "The body is longer than 1048576 bytes");
        asks("bytes that are no text",
                to(MOVE).POST(HttpRequest.BodyPublishers.ofByteArray(new byte[]{'{', (byte) 0xff, 0, '}'})),
                400, "The body is not the JSON of MoveRequest");
    }

    @Test
    void addresses() throws Exception {
        asks("an unknown path", to("/v1/nothing").GET(), 404, "GET /v1/nothing is not a call of this server");
        asks("a path of 2,000 characters", to("/v1/" + "x".repeat(2_000)).GET(), 404, "is not a call of this server");
        asks("GET of a call that changes", to(MOVE).GET(), 404, "is not a call of this server");
        asks("an unknown parameter", to("/v1/history?colour=red").GET(), 400, "There is no parameter colour");
        asks("a parameter that is no number", to("/v1/history?limit=ten").GET(), 400, "limit=ten is not a number");
        asks("a place in the events that is none", to("/v1/events:watch?after=yesterday").GET(), 400, "yesterday");
        asks("a token that is none", to("/v1/status").setHeader("Authorization", "Bearer none").GET(), 401,
                "needs a token or a client certificate");
        asks("a password in place of a token", to("/v1/status").setHeader("Authorization", "Basic YTpi").GET(), 401,
                "needs a token or a client certificate");
        asks("a body of 1 MB, without a token", HttpRequest.newBuilder(URI.create("https://" + LiveCluster.administration("alpha")
                + MOVE)).POST(HttpRequest.BodyPublishers.ofString("x".repeat(BIG))), 401, "needs a token");
    }

    /** What gRPC says stands in the head of an answer without messages. */
    private void calls(String given, String call, byte[] bytes, int status) throws Exception {
        HttpResponse<String> answer = http.send(to(SERVICE + call).setHeader("Content-Type", "application/grpc")
                .setHeader("TE", "trailers").version(HttpClient.Version.HTTP_2)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)).build(), HttpResponse.BodyHandlers.ofString());
        String text = "grpc-status " + answer.headers().firstValue("grpc-status").orElse("in the trailers") + " "
                + URLDecoder.decode(answer.headers().firstValue("grpc-message").orElse(""), StandardCharsets.UTF_8);
        bench.told("gRPC: " + given, text, "grpc-status " + status + " ");
    }

    private static byte[] message(int length, byte... bytes) {
        return ByteBuffer.allocate(5 + bytes.length).put((byte) 0).putInt(length).put(bytes).array();
    }

    @Test
    void messages() throws Exception {
        calls("an unknown call", "Nothing", message(0), 12);
        calls("a message of wrong types", "Switchover", message(2, (byte) 0x08, (byte) 1), 3);
        calls("bytes that are no message", "Switchover", message(3, (byte) 0xff, (byte) 0xff, (byte) 0xff), 3);
        calls("a message without the tag", "Switchover", message(0), 3);
        calls("a message of 2 GB, by its head", "Switchover", message(Integer.MAX_VALUE, (byte) 1), 3);
        calls("a message cut off", "Switchover", message(100, (byte) 1), 3);
    }
}
