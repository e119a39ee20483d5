package dev.vigil.lcd.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class ReceiverRowTest {
    @Test
    void peopleSeeWhichSecretsThereAreAndNotEvenTheirSealedText() {
        ReceiverRow row = new ReceiverRow(new ReceiverName("ops"), "mail", new TreeMap<>(Map.of("host", "m")),
                new TreeMap<>(Map.of("password", "c2VhbGVk")));
        assertEquals("receiver kind=mail name=ops p.host=m sealed.password=c2VhbGVk", row.toLine().toString());
        assertEquals("receiver kind=mail name=ops p.host=m sealed.password=***", row.toPublicLine().toString());
    }
}
