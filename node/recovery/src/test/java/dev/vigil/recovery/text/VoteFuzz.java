package dev.vigil.recovery.text;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.vigil.lcd.model.Line;
import dev.vigil.recovery.quorum.VoteRecord;

/** What a voter finds on its disk: read, and then printed so that it reads the same, or refused by an {@link IllegalArgumentException}. */
public final class VoteFuzz {
    private VoteFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        VoteRecord record;
        try {
            record = VoteText.parse(new String(input, StandardCharsets.UTF_8).lines().map(Line::parse).toList());
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (!VoteText.parse(VoteText.print(record)).equals(record)) {
            throw new AssertionError("read back otherwise: " + record);
        }
    }

    public static List<byte[]> seeds() {
        return List.of("""
                quorum kill-ms=80 lease-ms=300 mode=majority number=2 tick-ms=15 voters=alpha,bravo,witness
                record longest=300000000 number=12
                vote highest=7 holder=alpha:1:a lease=300000000 standing=GRANTED unit=web
                fenced method=ipmi number=1 victim=bravo:1:b
                shown node=bravo number=3
                """.getBytes(StandardCharsets.UTF_8));
    }
}
