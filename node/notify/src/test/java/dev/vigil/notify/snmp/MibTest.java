package dev.vigil.notify.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;

import dev.vigil.notify.dispatch.Notices;
import dev.vigil.notify.notice.Phase;

/** The file that operators load into their management says the same as the program. */
final class MibTest {
    private static final Path FILE = Path.of("../../distribution/src/main/package/share/VIGIL-MIB.txt");

    @Test
    void namesTheObjectsInTheOrderInWhichTheyAreSent() throws IOException {
        String mib = Files.readString(FILE);
        List<String> names = Pattern.compile("(?s)(\\w+) OBJECT-TYPE.*?::= \\{ vigilObjects (\\d+) }").matcher(mib).results()
                .map(found -> found.group(2) + " " + found.group(1)).toList();
        PDU pdu = NoticePdu.fill(new PDU(), Notices.of(1), 0);
        assertEquals(names.size() + 2, pdu.size(), "besides the time and the name");
        for (int i = 0; i < names.size(); i++) {
            assertTrue(names.get(i).startsWith((i + 1) + " "), names.toString());
            assertEquals(new OID(NoticePdu.BASE).append(1).append(i + 1).append(0), pdu.get(i + 2).getOid());
        }
        assertEquals("11 vigilSentence", names.get(10));
        assertEquals(Notices.of(1).words().sentence(), pdu.get(12).getVariable().toString());
        assertTrue(mib.contains("{ enterprises 8072 9999 9999 7741 }"));
        for (Phase phase : Phase.values()) {
            String name = "vigil" + phase.name().charAt(0) + phase.name().substring(1).toLowerCase(Locale.ROOT);
            assertTrue(
                    Pattern.compile(name + " NOTIFICATION-TYPE[^:]*::= \\{ vigilNotifications " + NoticePdu.number(phase) + " }")
                            .matcher(mib).find(),
                    name);
        }
    }
}
