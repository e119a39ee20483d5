package dev.vigil.notify.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.vigil.notify.notice.Area;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Phase;
import dev.vigil.notify.notice.Severity;

final class SyslogTextTest {
    private static String of(Phase phase, String key, String sentence) {
        Notice notice = new Notice("alpha-3-7", Instant.parse("2026-03-04T05:06:07.0891Z"),
                new Notice.What("node-down", Area.NODE, Severity.ERROR, phase, key), new Notice.Place("shop", "bravo", "", ""),
                new Notice.Words(sentence, "", "Look at it."));
        return new String(new SyslogText(Facility.DAEMON, 42).of(notice), StandardCharsets.UTF_8);
    }

    @Test
    void isOneMessageOfRfc5424() {
        assertEquals("<27>1 2026-03-04T05:06:07.089Z bravo vigil 42 node-down [vigil@32473 id=\"alpha-3-7\" class=\"node\" "
                + "phase=\"raised\" key=\"node bravo\" cluster=\"shop\" node=\"bravo\"] \ufeffNode bravo is silent. Do: Look at it.",
                of(Phase.RAISED, "node bravo", "Node bravo is silent."));
        assertTrue(of(Phase.RESOLVED, "k", "Silent.").endsWith("\ufeffResolved: Silent. Do: Look at it."));
    }

    @Test
    void nothingInItBreaksTheLineOrTheStructure() {
        String text = of(Phase.RAISED, "a\"b]c\\d\ne", "one\r\ntwo");
        assertTrue(text.contains("key=\"a\\\"b\\]c\\\\d e\""), text);
        assertTrue(text.endsWith("one two Do: Look at it."), text);
        assertTrue(of(Phase.RAISED, "k", "x".repeat(9_000)).length() < 2_000);
    }
}
