package dev.vigil.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the command line reads: answers of a server of another version, rows of its database, words of LCDI, by the first byte. Shown, or
 * refused as each documents.
 */
public final class AnswersFuzz {
    private static final int WIDTH = 80;

    private AnswersFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String text = new String(Arrays.copyOfRange(input, 1, input.length), StandardCharsets.UTF_8);
        try {
            switch (input[0] & 3) {
                case 0 -> shown(JsonObject.parse(text));
                case 1 -> LcdRow.parse(text);
                case 2 -> LcdiOptions.parse("ad:t:hv:i:", List.of(text.split(" ", -1)));
                default -> LcdiProperties.of(text, List.of("port", "scripts"));
            }
        } catch (IOException | Failure refused) {
            return;
        }
    }

    private static void shown(JsonObject answer) {
        StatusText.of(answer, WIDTH);
        LcdStatusText.of(answer, "", WIDTH);
        PropertiesText.of("web", answer, answer);
        answer.pretty();
    }

    public static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(("0" + RecordedAdministration.recorded("status.json")).getBytes(StandardCharsets.UTF_8));
        for (String text : List.of("1instance id=\"a \\\"b\\n\" node=alpha tag=web", "2-d alpha -t web -h -- rest of it",
                "3port=81 name=\"a b\" limit.restore=5 other words",
                "0{\"rows\": [\"instance node=alpha p.port=80 tag=web\"]}")) {
            seeds.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return seeds;
    }
}
