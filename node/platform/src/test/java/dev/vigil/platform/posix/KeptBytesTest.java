package dev.vigil.platform.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vigil.platform.Output;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Every split of a short text into pieces, with every limit, against the obvious answer. */
class KeptBytesTest {
    private static final String TEXT = "0123456789AB";

    @Test
    void everySplitKeepsBeginningAndEnd() {
        for (int limit = 0; limit <= TEXT.length() + 1; limit++) {
            for (int cuts = 0; cuts < 1 << (TEXT.length() - 1); cuts++) {
                assertEquals(expected(limit), kept(limit, cuts), "limit " + limit + " cuts " + Integer.toBinaryString(cuts));
            }
        }
    }

    private static Output expected(int limit) {
        int length = TEXT.length();
        if (2 * limit >= length) {
            return new Output(TEXT, "", 0);
        }
        return new Output(TEXT.substring(0, limit), TEXT.substring(length - limit), length - 2L * limit);
    }

    private static Output kept(int limit, int cuts) {
        KeptBytes kept = new KeptBytes(limit);
        byte[] bytes = TEXT.getBytes(StandardCharsets.US_ASCII);
        int from = 0;
        for (int place = 1; place <= bytes.length; place++) {
            if (place == bytes.length || (cuts & 1 << (place - 1)) != 0) {
                kept.append(Arrays.copyOfRange(bytes, from, place), place - from);
                from = place;
            }
        }
        return kept.toOutput();
    }
}
