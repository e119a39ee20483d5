package dev.vigil.recovery.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import dev.vigil.recovery.quorum.Letter;

/** What voters and owners say to each other: read, and then printed so that it reads the same, or refused by an {@link IllegalArgumentException}. */
public final class LetterFuzz {
    private LetterFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        Letter letter;
        try {
            letter = LetterText.parse(new String(input, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (!LetterText.parse(LetterText.print(letter)).equals(letter)) {
            throw new AssertionError("read back otherwise: " + letter);
        }
    }

    public static List<byte[]> seeds() {
        String head = " from=alpha:1:a remembered=3 showing=4 to=bravo";
        String ask = " epoch=7 holder=alpha:1:a lease=300000000 proof=NONE unit=web voters=2";
        return Stream.of("would-you" + ask + head, "would" + ask + " highest=6" + head,
                "granted" + ask + " highest=9 no=HELD_HERE remaining=5" + head, "grant" + ask + head,
                "release epoch=7 holder=alpha:1:a unit=web" + head, "released epoch=7 unit=web" + head,
                "claim held=web:7,db:3 holder=alpha:1:a sent=17 voters=2" + head,
                "echo holder=alpha:1:a refused=db:3 renewed=web:7 sent=17" + head, "ask-table" + head,
                "fenced method=ipmi number=1 victim=alpha:1:a" + head,
                "table longest=300000000 of-you=4 voters=2" + head
                        + "\nvote highest=7 holder=alpha:1:a lease=300000000 standing=GRANTED unit=web"
                        + "\nfenced method=ipmi number=1 victim=alpha:1:a\ndebt members=alpha,storage number=1")
                .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
