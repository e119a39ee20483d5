package dev.vigil.recovery.text;

import java.time.Duration;
import java.util.Optional;

import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Tenure;
import dev.vigil.recovery.quorum.storage.Beat;
import dev.vigil.recovery.quorum.storage.Entry;

/** What stands in the files of a folder that votes: one line each, whose last word is the checksum of what is before it. */
public final class FolderText {
    private static final String SUM = " sum=";
    /** Of an entry that an older program has made: the folder goes by its own lease. */
    private static final Tenure UNTOLD = new Tenure.Lease(Duration.ZERO);
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private FolderText() {}

    public static String print(Entry entry) {
        return summed(Line.of("entry").with("unit", entry.unit()).with("epoch", entry.epoch())
                .with("holder", LetterText.holder(entry.holder())).with("lease", LetterText.tenure(entry.tenure())));
    }

    public static String print(Beat beat) {
        return summed(Line.of("beat").with("holder", LetterText.holder(beat.holder())).with("file", beat.file())
                .with("counter", beat.counter()).with("relies", beat.relies() ? "yes" : "no"));
    }

    /**
     * The entry, not released; empty for a text that is not whole.
     *
     * @throws IllegalArgumentException for a whole text that is no entry
     */
    public static Optional<Entry> entry(String text) {
        return whole(text).map(line -> new Entry(new UnitId(line.get("unit")), LetterText.epoch(line, "epoch"),
                LetterText.holder(line.get("holder")), line.find("lease").map(LetterText::tenure).orElse(UNTOLD), false));
    }

    /**
     * The beat in the file of this name. What is not whole is being written, or was by somebody who ended: it counts as one who relies on
     * the folder, and as another with every change.
     *
     * @throws IllegalArgumentException for a whole text that is no beat
     */
    public static Beat beat(String text, Holder holder, long file) {
        return whole(text)
                .map(line -> new Beat(holder, file, LetterText.number(line, "counter"), !line.get("relies").equals("no")))
                .orElseGet(() -> new Beat(holder, file, -1 - sum(text), true));
    }

    private static String summed(Line line) {
        return line + SUM + Long.toHexString(sum(line.toString())) + "\n";
    }

    private static Optional<Line> whole(String text) {
        String first = text.lines().findFirst().orElse("");
        int at = first.lastIndexOf(SUM);
        boolean isWhole = at > 0 && first.substring(at + SUM.length()).equals(Long.toHexString(sum(first.substring(0, at))));
        return isWhole ? Optional.of(Line.parse(first.substring(0, at))) : Optional.empty();
    }

    /** FNV-1a, which tells a torn line from a whole one; nobody is kept out by it. */
    private static long sum(String text) {
        long sum = FNV_START;
        for (int place = 0; place < text.length(); place++) {
            sum = (sum ^ text.charAt(place)) * FNV_PRIME;
        }
        return sum & Long.MAX_VALUE;
    }
}
