package dev.vigil.notify.snmp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.snmp4j.PDU;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.VariableBinding;

import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Phase;

/** The objects of VIGIL-MIB. The numbers stand in that file too; a test compares them. */
final class NoticePdu {
    /** Net-SNMP's place for experiments: Vigil has no enterprise number of its own yet. */
    static final OID BASE = new OID("1.3.6.1.4.1.8072.9999.9999.7741");
    private static final int LONGEST_BYTES = 1_000;
    private static final int NOTIFICATIONS = 0;
    private static final int OBJECTS = 1;

    private NoticePdu() {}

    static PDU fill(PDU pdu, Notice notice, long upHundredths) {
        pdu.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(upHundredths & 0xffff_ffffL)));
        pdu.add(new VariableBinding(SnmpConstants.snmpTrapOID,
                new OID(BASE).append(NOTIFICATIONS).append(number(notice.what().phase()))));
        List<String> texts = List.of(notice.id(), notice.time().toString(), notice.code(), notice.what().area().word(),
                notice.what().key(), notice.place().cluster(), notice.place().node(), notice.place().unit(),
                notice.place().tag(), notice.words().sentence(), notice.words().rule(), notice.words().advice());
        pdu.add(new VariableBinding(object(1), new Integer32(notice.severity().syslogNumber())));
        for (int i = 0; i < texts.size(); i++) {
            pdu.add(new VariableBinding(object(i + 2), new OctetString(bytes(texts.get(i)))));
        }
        return pdu;
    }

    /** Of the notification in VIGIL-MIB. */
    static int number(Phase phase) {
        return switch (phase) {
            case HAPPENED -> 1;
            case RAISED -> 2;
            case REPEATED -> 3;
            case RESOLVED -> 4;
        };
    }

    private static OID object(int number) {
        return new OID(BASE).append(OBJECTS).append(number).append(0);
    }

    /** At most so many bytes of UTF-8, and never half a character. */
    private static byte[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_BYTES) {
            return bytes;
        }
        int end = LONGEST_BYTES;
        while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }
}
