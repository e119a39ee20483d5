package dev.vigil.lcd.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class FenceRowTest {
    private static final FenceRow.Agent AGENT = new FenceRow.Agent("/usr/sbin/fence_ipmilan", FenceAction.REBOOT,
            Duration.ofSeconds(60));

    @Test
    void peopleSeeWhichSecretsThereAreAndNotEvenTheirSealedText() {
        FenceRow row = device(1);
        assertEquals("fence action=reboot agent=/usr/sbin/fence_ipmilan limit-ms=60000 name=ipmi node=alpha p.ip=10.0.0.9"
                + " sealed.password=c2VhbGVk step=1", row.toLine().toString());
        assertEquals("fence action=reboot agent=/usr/sbin/fence_ipmilan limit-ms=60000 name=ipmi node=alpha p.ip=10.0.0.9"
                + " sealed.password=*** step=1", row.toPublicLine().toString());
    }

    @Test
    void whatCannotBeRunIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> device(0));
        assertThrows(IllegalArgumentException.class,
                () -> new FenceRow.Agent("fence_ipmilan", FenceAction.OFF, Duration.ofSeconds(60)));
        assertThrows(IllegalArgumentException.class, () -> new FenceRow.Agent("/bin/true", FenceAction.OFF, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new FencingRow(FencingMode.REQUIRED, Duration.ofHours(1)));
    }

    private static FenceRow device(int step) {
        return new FenceRow(new FenceName("ipmi"), new NodeId("alpha"), step, AGENT, new TreeMap<>(Map.of("ip", "10.0.0.9")),
                new TreeMap<>(Map.of("password", "c2VhbGVk")));
    }
}
