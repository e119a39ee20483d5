package dev.vigil.recovery.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Ask;
import dev.vigil.recovery.quorum.Certificate;
import dev.vigil.recovery.quorum.Debt;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Letter;
import dev.vigil.recovery.quorum.Tenure;
import dev.vigil.recovery.quorum.Verdict;
import dev.vigil.recovery.quorum.Vote;
import dev.vigil.recovery.quorum.Word;

class LetterTextTest {
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final Holder ALPHA = new Holder(new NodeId("alpha"), new Incarnation(3, -1));
    private static final UnitId WEB = new UnitId("web");
    private static final Ask ASK = new Ask(WEB, new Epoch(8), ALPHA, 4,
            new Tenure.Lease(Duration.ofMillis(300)), Ask.Proof.CONFIRMED_OUT);
    private static final Ask UNTIL_FENCED = new Ask(WEB, new Epoch(8), ALPHA, 4, Tenure.UNTIL_FENCED, Ask.Proof.OWNED);

    private static SortedMap<UnitId, Epoch> epochs(int many) {
        SortedMap<UnitId, Epoch> epochs = new TreeMap<>();
        for (int i = 0; i < many; i++) {
            epochs.put(new UnitId("u" + "x".repeat(60) + i), new Epoch(1_000_000 + i));
        }
        return epochs;
    }

    private static List<Word> words() {
        SortedMap<UnitId, Vote> votes = new TreeMap<>();
        votes.put(WEB, new Vote(new Epoch(8), ALPHA, Tenure.UNTIL_FENCED, Vote.Standing.RELEASED,
                List.of(new Vote.Earlier(new Epoch(7), new Holder(BRAVO, new Incarnation(1, 2))))));
        Certificate certificate = new Certificate(ALPHA, "power switch \"3\"", 5);
        return List.of(new Word.WouldYou(ASK), new Word.Would(ASK, Verdict.YES, new Epoch(7)),
                new Word.Would(ASK, new Verdict.No(Verdict.Reason.LEASE_RUNS, Duration.ofMillis(212)), new Epoch(9)),
                new Word.Would(ASK, new Verdict.UntilFenced(ALPHA), new Epoch(9)), new Word.Grant(UNTIL_FENCED),
                new Word.Grant(ASK), new Word.Granted(ASK, Verdict.YES, new Epoch(8)),
                new Word.Release(WEB, new Epoch(8), ALPHA), new Word.Released(WEB, new Epoch(8)),
                new Word.Claim(ALPHA, 4, new Ticks(-5), epochs(2)), new Word.Claim(ALPHA, 4, new Ticks(1), epochs(0)),
                new Word.Echo(ALPHA, new Ticks(1), epochs(1), epochs(2)), new Word.AskTable(), new Word.Ended(ALPHA),
                new Word.Table(votes, List.of(certificate), Duration.ofSeconds(1), 12, 4, List.of(new Debt(3, List.of(BRAVO)))),
                new Word.Fenced(certificate));
    }

    @Test
    void everyWordIsReadBackAsItWas() {
        for (Word word : words()) {
            Letter letter = new Letter(ALPHA, BRAVO, 17, 16, word);
            assertEquals(letter, LetterText.parse(LetterText.print(letter)));
        }
    }

    /** What is said many times a second fits into a datagram, even with the longest names and as many units as one claim takes. */
    @Test
    void aFullClaimFitsIntoADatagram() {
        String text = LetterText.print(new Letter(ALPHA, BRAVO, Long.MAX_VALUE, Long.MAX_VALUE,
                new Word.Claim(ALPHA, Long.MAX_VALUE, new Ticks(Long.MAX_VALUE), epochs(8))));
        assertTrue(text.length() <= 1_100, text.length() + " characters");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertEquals("an empty letter", said(""));
        assertEquals("\"sing\" is nothing that voters say", said("sing from=alpha:1:1 remembered=0 showing=0 to=bravo"));
        assertEquals("holder \"alpha\" is not of the form node:life",
                said("ask-table from=alpha remembered=0 showing=0 to=bravo"));
        assertEquals("\"web\" is not of the form unit:epoch",
                said("claim from=alpha:1:1 held=web holder=alpha:1:1 remembered=0 sent=1 showing=0 to=bravo voters=1"));
    }

    private static String said(String text) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> LetterText.parse(text)).getMessage());
    }
}
