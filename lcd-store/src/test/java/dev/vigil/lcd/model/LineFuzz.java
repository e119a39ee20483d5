package dev.vigil.lcd.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Lines of text, from a peer, a journal or a case: read, or refused by an {@link IllegalArgumentException}. */
public final class LineFuzz {
    private LineFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Line line;
        try {
            line = Line.parse(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (!Line.parse(line.toString()).equals(line)) {
            throw new AssertionError("read back otherwise: " + line);
        }
    }

    public static List<byte[]> seeds() {
        return Stream
                .of("state node=alpha reason=\"is \\\"being\\\" brought\\n\\tin\" state=ISP tag=web", "want-status", "a b=",
                        "a b=\"\"")
                .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
