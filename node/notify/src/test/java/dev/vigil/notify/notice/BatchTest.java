package dev.vigil.notify.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Line;

final class BatchTest {
    private static final Notice DOWN = new Notice("alpha-3-7", Instant.parse("2026-03-04T05:06:07.089Z"),
            new Notice.What("node-down", Area.NODE, Severity.ERROR, Phase.RAISED, "node bravo"),
            new Notice.Place("shop", "bravo", "", ""), new Notice.Words("Node bravo is silent.", "", "Look at it."));
    private static final Notice WILD = new Notice("alpha-3-8", Instant.parse("2026-03-04T05:06:08Z"),
            new Notice.What("restore-failed", Area.RESOURCE, Severity.CRITICAL, Phase.HAPPENED, "unit web"),
            new Notice.Place("shop", "alpha", "web", "disk"),
            new Notice.Words("Restore failed: \"a\\b\"\r\nBcc: eve@example.org\u2028\ud800x \ud83d\ude00", "RC-5", ""));
    private static final Batch BOTH = new Batch(List.of(DOWN, WILD), 2, new Batch.Origin("shop", "alpha"));

    @Test
    void theSubjectIsOneLineAboutTheWorst() {
        assertEquals("[vigil shop] ERROR: Node bravo is silent.",
                BatchText.subject(new Batch(List.of(DOWN), 0, new Batch.Origin("shop", "alpha"))));
        String subject = BatchText.subject(BOTH);
        assertTrue(subject.startsWith("[vigil shop] CRITICAL: Restore failed"), subject);
        assertTrue(subject.endsWith(" (and 1 more)"), subject);
        assertTrue(subject.chars().noneMatch(Character::isISOControl), subject);
    }

    @Test
    void theTextSaysWhatWhereWhenAndWhatToDo() {
        assertEquals("""
                ERROR: Node bravo is silent.
                  Do:    Look at it.
                  When:  2026-03-04T05:06:07.089Z
                  Where: cluster shop, node bravo
                  Event: node-down, class node, id alpha-3-7

                Told by node alpha of cluster shop.
                """, BatchText.body(new Batch(List.of(DOWN), 0, new Batch.Origin("shop", "alpha"))));
        String text = BatchText.body(BOTH);
        assertTrue(text.contains("hierarchy web, resource disk"), text);
        assertTrue(text.contains("rule RC-5"), text);
        assertTrue(text.contains("2 older notices were given up"), text);
        assertTrue(text.lines().noneMatch(line -> line.startsWith("Bcc")), text);
    }

    @Test
    void theJsonIsThatOfTheSchema() {
        assertEquals("{\"version\":1,\"cluster\":\"shop\",\"sender\":\"alpha\",\"dropped\":0,\"notices\":[{\"id\":\"alpha-3-7\","
                + "\"time\":\"2026-03-04T05:06:07.089Z\",\"severity\":\"error\",\"class\":\"node\",\"phase\":\"raised\","
                + "\"code\":\"node-down\",\"key\":\"node bravo\",\"cluster\":\"shop\",\"node\":\"bravo\",\"unit\":\"\",\"tag\":\"\","
                + "\"sentence\":\"Node bravo is silent.\",\"rule\":\"\",\"advice\":\"Look at it.\"}]}",
                BatchJson.of(new Batch(List.of(DOWN), 0, new Batch.Origin("shop", "alpha"))));
        String wild = BatchJson.of(BOTH);
        assertTrue(wild.contains("\\\"a\\\\b\\\"\\u000d\\u000aBcc: eve@example.org\\u2028\\ud800x \ud83d\ude00"), wild);
    }

    @Test
    void aNoticeIsReadBackAsItWasKept() {
        assertEquals(DOWN, NoticeLine.parse(Line.parse(NoticeLine.print(DOWN).toString())));
        assertEquals(WILD, NoticeLine.parse(Line.parse(NoticeLine.print(WILD).toString())));
    }
}
