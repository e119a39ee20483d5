package dev.vigil.lcd.store;

import java.util.List;

import dev.vigil.lcd.model.EntryFuzz;

/** The payload of a record or checkpoint: read, or refused by an {@link IllegalArgumentException}. */
public final class SnapshotFuzz {
    private SnapshotFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        var entries = List.<dev.vigil.lcd.model.Entry>of();
        try {
            entries = SnapshotText.decode(input);
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (!SnapshotText.decode(SnapshotText.encode(entries)).equals(entries)) {
            throw new AssertionError("read back otherwise: " + entries);
        }
    }

    public static List<byte[]> seeds() {
        return List.of(new byte[0],
                SnapshotText.encode(EntryFuzz.seeds().stream().flatMap(one -> SnapshotText.decode(one).stream())
                        .toList()));
    }
}
