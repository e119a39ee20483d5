package dev.vigil.recovery.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.storage.Beat;
import dev.vigil.recovery.quorum.storage.Entry;

/** What stands in the files of a folder that votes: read, and then printed so that it reads the same, or refused by an {@link IllegalArgumentException}. */
public final class FolderFuzz {
    private static final Holder ALPHA = new Holder(new NodeId("alpha"), new Incarnation(1, 10));

    private FolderFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            Optional<Entry> entry = FolderText.entry(text);
            if (entry.isPresent() && !FolderText.entry(FolderText.print(entry.get())).equals(entry)) {
                throw new AssertionError("read back otherwise: " + entry);
            }
        } catch (IllegalArgumentException refused) {
            // the next kind is tried
        }
        try {
            Beat beat = FolderText.beat(text, ALPHA, 3);
            if (!FolderText.beat(FolderText.print(beat), ALPHA, 3).equals(beat)) {
                throw new AssertionError("read back otherwise: " + beat);
            }
        } catch (IllegalArgumentException refused) {
            return;
        }
    }

    public static List<byte[]> seeds() {
        return List
                .of("entry epoch=7 holder=alpha:1:a unit=web sum=0\n", "beat counter=4 holder=alpha:1:a relies=no file=3 sum=0\n")
                .stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
