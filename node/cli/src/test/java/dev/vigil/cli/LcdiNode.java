package dev.vigil.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A node with the recorded cluster, which keeps the changes it is asked for and refuses them all when it is told to. */
final class LcdiNode implements Administration {
    private static final String TYPES = """
            {"types": [
              {"type": "generic", "properties": [{"name": "scripts"}, {"name": "restore"}]},
              {"type": "ip", "properties": [{"name": "interface", "required": true}, {"name": "prefix"}]}]}""";
    final List<String> changes = new ArrayList<>();
    private final String status;
    private final String refusal;

    LcdiNode() {
        this(RecordedAdministration.recorded("status.json"), "");
    }

    private LcdiNode(String status, String refusal) {
        this.status = status;
        this.refusal = refusal;
    }

    LcdiNode refusing(String code) {
        return new LcdiNode(status, code);
    }

    LcdiNode seeing(String replaced, String by) {
        return new LcdiNode(status.replace(replaced, by), refusal);
    }

    @Override
    public JsonObject get(String path, Map<String, ?> parameters) {
        return parsed(switch (path) {
            case "/v1/status" -> status;
            case "/v1/lcd" -> RecordedAdministration.recorded("lcd.json");
            case "/v1/types" -> TYPES;
            default -> throw new IllegalArgumentException(path);
        });
    }

    @Override
    public JsonObject post(String path, Map<String, ?> message) {
        changes.add(path + " " + JsonObject.print(message));
        if (!refusal.isEmpty()) {
            throw new Failure(ExitCode.FAILED, refusal, "It is refused.", "So it is.");
        }
        return parsed("{\"sentences\": [\"it is done\"]}");
    }

    private static JsonObject parsed(String text) {
        try {
            return JsonObject.parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One command with its words, without the parser of the other verbs; single quotes hold a word together. */
    Session lcdi(String typed) {
        List<String> words = new ArrayList<>();
        for (String word : typed.split(" (?=(?:[^']*'[^']*')*[^']*$)")) {
            words.add(word.replace("'", ""));
        }
        List<String> out = new ArrayList<>();
        List<String> err = new ArrayList<>();
        int exitCode = new LcdiCommand(() -> this, out::add, err::add, 120).run(words.getFirst(), words.subList(1, words.size()));
        return new Session(exitCode, out, err);
    }
}
