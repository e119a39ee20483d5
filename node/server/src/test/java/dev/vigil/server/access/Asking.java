package dev.vigil.server.access;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;

import dev.vigil.comm.trust.Role;

/** One client of the administration: makes a call with an empty message, as gRPC or as JSON, and tells the answer in one form. */
final class Asking implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** A byte that says "not compressed", then four bytes of length. */
    private static final int GRPC_PREFIX_BYTES = 5;

    private final HttpClient http;
    private final String base;
    private final Credential credential;

    /** The code of the refusal, or OK; and what was said about it. */
    record Answer(String code, String words) {}

    /** The two forms in which every call exists. */
    enum Form {
        JSON, GRPC
    }

    Asking(LiveNode node, Credential credential) {
        this.http = HttpClient.newBuilder().sslContext(credential.tls()).connectTimeout(LIMIT).build();
        this.base = "https://" + node.address() + ":" + node.port();
        this.credential = credential;
    }

    Answer ask(Form form, MethodDescriptor call) throws IOException, InterruptedException {
        return switch (form) {
            case JSON -> json(call);
            case GRPC -> grpc(call);
        };
    }

    /** The text of a new token of that role. */
    String createToken(Role role) throws IOException, InterruptedException {
        String question = "{\"name\": \"by-token-" + role.word() + "\", \"role\": \"" + role.word() + "\"}";
        HttpResponse<String> response = http.send(
                request("/v1/tokens").POST(HttpRequest.BodyPublishers.ofString(question)).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        Struct.Builder body = Struct.newBuilder();
        JsonFormat.parser().merge(response.body(), body);
        return body.getFieldsOrThrow("token").getStringValue();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private Answer json(MethodDescriptor call) throws IOException, InterruptedException {
        HttpRule rule = call.getOptions().getExtension(AnnotationsProto.http);
        boolean isGet = rule.getPatternCase() == HttpRule.PatternCase.GET;
        String path = (isGet ? rule.getGet() : rule.getPost()).replaceAll("\\{[a-z]+}", "%20");
        HttpRequest.Builder request = request(path);
        HttpResponse<String> response = http.send(
                (isGet ? request.GET() : request.POST(HttpRequest.BodyPublishers.ofString("{}"))).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() == 200) {
            return new Answer("OK", response.body());
        }
        Struct.Builder body = Struct.newBuilder();
        JsonFormat.parser().merge(response.body(), body);
        String code = body.getFieldsOrThrow("code").getStringValue();
        checkPair(code, response.statusCode(),
                List.of("UNAUTHENTICATED=401", "FORBIDDEN=403", "INVALID=400"));
        return new Answer(code, body.getFieldsOrThrow("sentence").getStringValue() + " "
                + body.getFieldsOrThrow("hint").getStringValue());
    }

    private Answer grpc(MethodDescriptor call) throws IOException, InterruptedException {
        HttpRequest request = request("/" + call.getService().getFullName() + "/" + call.getName())
                .setHeader("Content-Type", "application/grpc").setHeader("TE", "trailers").version(HttpClient.Version.HTTP_2)
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[GRPC_PREFIX_BYTES])).build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        String status = response.headers().firstValue("grpc-status").orElse("0");
        if (!status.equals("0")) {
            String code = response.headers().firstValue("vigil-code").orElseThrow();
            checkPair(code, Integer.parseInt(status), List.of("UNAUTHENTICATED=16", "FORBIDDEN=7", "INVALID=3"));
            return new Answer(code,
                    URLDecoder.decode(response.headers().firstValue("grpc-message").orElse(""), StandardCharsets.UTF_8));
        }
        ByteBuffer frame = ByteBuffer.wrap(response.body());
        frame.get();
        byte[] message = new byte[frame.getInt()];
        frame.get(message);
        return new Answer("OK", DynamicMessage.parseFrom(call.getOutputType(), message).toString());
    }

    /** The code in words and the number of the protocol must say the same. */
    private static void checkPair(String code, int number, List<String> known) {
        if (!known.contains(code + "=" + number)) {
            throw new AssertionError(code + " came with the status " + number);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT)
                .setHeader("Content-Type", "application/json");
        credential.token().ifPresent(token -> request.setHeader("Authorization", "Bearer " + token));
        return request;
    }

    @Override
    public void close() {
        http.close();
    }
}
