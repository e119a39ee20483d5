package dev.vigil.lab;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;

/** The calls as JSON, by the curl of this machine, at the paths that the protocol gives them. */
final class CurlClient implements AutoCloseable {
    private final List<String> common;
    private final String base;
    private final Path seen;
    private Process watching;

    CurlClient(Path folder, String node, String endpoint, Path authority, String token) throws IOException {
        String address = endpoint.substring(0, endpoint.lastIndexOf(':'));
        String port = endpoint.substring(endpoint.lastIndexOf(':') + 1);
        this.base = "https://" + node + ":" + port;
        this.common = List.of("curl", "--silent", "--show-error", "--cacert", authority.toString(), "--resolve",
                node + ":" + port + ":" + address, "--header", "Authorization: Bearer " + token);
        this.seen = Files.createTempFile(folder, "events", ".sse");
        this.watching = new ProcessBuilder("true").start();
    }

    /** The body of the answer, a refusal's too. */
    String ask(MethodDescriptor call, String question) throws IOException {
        HttpRule rule = call.getOptions().getExtension(AnnotationsProto.http);
        boolean isGet = rule.getPatternCase() == HttpRule.PatternCase.GET;
        List<String> words = new ArrayList<>(common);
        words.addAll(List.of("--max-time", "60"));
        if (!isGet) {
            words.addAll(List.of("--json", question, base + rule.getPost()));
        } else {
            words.add(base + address(rule.getGet(), question));
        }
        return Command.run(words);
    }

    /** The fields of a question where a GET has them: those of the path there, the others as parameters. */
    private static String address(String path, String question) throws IOException {
        Struct.Builder fields = Struct.newBuilder();
        JsonFormat.parser().merge(question, fields);
        String filled = path;
        List<String> parameters = new ArrayList<>();
        for (var field : fields.getFieldsMap().entrySet()) {
            String value = field.getValue().hasNumberValue()
                    ? Long.toString((long) field.getValue().getNumberValue())
                    : URLEncoder.encode(field.getValue().getStringValue(), StandardCharsets.UTF_8);
            if (filled.contains("{" + field.getKey() + "}")) {
                filled = filled.replace("{" + field.getKey() + "}", value);
            } else {
                parameters.add(field.getKey() + "=" + value);
            }
        }
        return parameters.isEmpty() ? filled : filled + "?" + String.join("&", parameters);
    }

    /** From now on the events come. */
    void watch() throws IOException {
        List<String> words = new ArrayList<>(common);
        words.addAll(List.of("--no-buffer", base + "/v1/events:watch"));
        watching = new ProcessBuilder(words).redirectOutput(seen.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** What came by now, as it was sent. */
    List<String> events() {
        try {
            return Files.readAllLines(seen);
        } catch (IOException e) {
            throw new LabFailure("what curl received cannot be read", e);
        }
    }

    @Override
    public void close() {
        watching.destroyForcibly();
    }
}
