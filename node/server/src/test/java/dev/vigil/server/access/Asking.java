package dev.vigil.server.access;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

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
        return createToken("by-token-" + role.word(), role);
    }

    String createToken(String name, Role role) throws IOException, InterruptedException {
        String question = "{\"name\": \"" + name + "\", \"role\": \"" + role.word() + "\"}";
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

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** The same question so many times, none waiting for the answer to another. */
    List<HttpResponse<String>> getAtOnce(String path, int times) {
        HttpRequest request = request(path).GET().build();
        List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, times).mapToObj(
                number -> http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))).toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    /** An answer that is read while it comes; whoever asks closes it. */
    HttpResponse<InputStream> stream(String path, String... header) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (header.length == 2) {
            request.setHeader(header[0], header[1]);
        }
        return http.send(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private Answer json(MethodDescriptor call) throws IOException, InterruptedException {
        HttpRule rule = call.getOptions().getExtension(AnnotationsProto.http);
        boolean isGet = rule.getPatternCase() == HttpRule.PatternCase.GET;
        String path = (isGet ? rule.getGet() : rule.getPost()).replaceAll("\\{[a-z]+}", "%20");
        HttpRequest.Builder request = request(path);
        if (call.isServerStreaming()) {
            return opened(request.GET().build());
        }
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
                List.of("UNAUTHENTICATED=401", "FORBIDDEN=403", "INVALID=400", "NOT_FOUND=404", "LIMITED=429"));
        return new Answer(code, body.getFieldsOrThrow("sentence").getStringValue() + " "
                + body.getFieldsOrThrow("hint").getStringValue());
    }

    private Answer grpc(MethodDescriptor call) throws IOException, InterruptedException {
        HttpRequest request = grpcRequest(call);
        if (call.isServerStreaming()) {
            return opened(request);
        }
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        String status = response.headers().firstValue("grpc-status").orElse("0");
        if (!status.equals("0")) {
            String code = response.headers().firstValue("vigil-code").orElseThrow();
            checkPair(code, Integer.parseInt(status),
                    List.of("UNAUTHENTICATED=16", "FORBIDDEN=7", "INVALID=3", "NOT_FOUND=5", "LIMITED=8"));
            return new Answer(code,
                    URLDecoder.decode(response.headers().firstValue("grpc-message").orElse(""), StandardCharsets.UTF_8));
        }
        ByteBuffer frame = ByteBuffer.wrap(response.body());
        frame.get();
        byte[] message = new byte[frame.getInt()];
        frame.get(message);
        return new Answer("OK", DynamicMessage.parseFrom(call.getOutputType(), message).toString());
    }

    private HttpRequest grpcRequest(MethodDescriptor call) {
        return request("/" + call.getService().getFullName() + "/" + call.getName())
                .setHeader("Content-Type", "application/grpc").setHeader("TE", "trailers").version(HttpClient.Version.HTTP_2)
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[GRPC_PREFIX_BYTES])).build();
    }

    /** The messages of a gRPC stream, as they come, asked for with an empty message. */
    InputStream grpcStream(MethodDescriptor call) throws IOException, InterruptedException {
        return http.send(grpcRequest(call), HttpResponse.BodyHandlers.ofInputStream()).body();
    }

    /** The next message of such a stream. */
    static byte[] nextMessage(InputStream stream) throws IOException {
        ByteBuffer prefix = ByteBuffer.wrap(stream.readNBytes(GRPC_PREFIX_BYTES));
        prefix.get();
        return stream.readNBytes(prefix.getInt());
    }

    /** The beginning of a stream, which is then left: a refusal ends by itself, anything else would go on. */
    private Answer opened(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            Optional<String> code = response.headers().firstValue("vigil-code");
            if (code.isPresent()) {
                return new Answer(code.get(),
                        URLDecoder.decode(response.headers().firstValue("grpc-message").orElse(""), StandardCharsets.UTF_8));
            }
            if (response.statusCode() == 200) {
                return new Answer("OK", String.valueOf(body.read()));
            }
            Struct.Builder refusal = Struct.newBuilder();
            JsonFormat.parser().merge(new String(body.readAllBytes(), StandardCharsets.UTF_8), refusal);
            return new Answer(refusal.getFieldsOrThrow("code").getStringValue(), refusal.getFieldsOrThrow("sentence")
                    .getStringValue() + " " + refusal.getFieldsOrThrow("hint").getStringValue());
        }
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
