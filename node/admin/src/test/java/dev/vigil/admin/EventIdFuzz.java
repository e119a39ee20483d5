package dev.vigil.admin;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ids of events, as a listener sends them back: read, or refused by an {@link IllegalArgumentException}. */
public final class EventIdFuzz {
    private EventIdFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        EventId id;
        try {
            id = EventId.parse(new String(input, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (!EventId.parse(id.toString()).equals(id)) {
            throw new AssertionError("read back otherwise: " + id);
        }
    }

    public static List<byte[]> seeds() {
        return List.of("12:9f3c/34".getBytes(StandardCharsets.UTF_8), "1:ffffffffffffffff/0".getBytes(StandardCharsets.UTF_8));
    }
}
