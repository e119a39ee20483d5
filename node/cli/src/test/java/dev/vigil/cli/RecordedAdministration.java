package dev.vigil.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Answers every call with the same recorded text and keeps what was asked. */
final class RecordedAdministration implements Administration {
    final List<String> asked = new ArrayList<>();
    private final String answer;

    RecordedAdministration(String answer) {
        this.answer = answer;
    }

    static String recorded(String name) {
        try (InputStream in = Objects.requireNonNull(RecordedAdministration.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public JsonObject get(String path, Map<String, ?> parameters) {
        asked.add("GET " + path + " " + parameters);
        return parsed();
    }

    @Override
    public JsonObject post(String path, Map<String, ?> message) {
        asked.add("POST " + path + " " + JsonObject.print(message));
        return parsed();
    }

    private JsonObject parsed() {
        try {
            return JsonObject.parse(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
