package dev.vigil.notify.snmp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import org.snmp4j.smi.OctetString;

import dev.vigil.notify.receiver.Self;

/**
 * The name of a node among SNMP engines (RFC 3411, snmpEngineID): always the same for a node, since receivers of traps of version 3 know
 * the sender by it.
 */
final class EngineId {
    /** The enterprise of Net-SNMP with the first bit set, as under {@link NoticePdu#BASE}; then the form "octets". */
    private static final byte[] HEAD = {(byte) 0x80, 0x00, 0x1f, (byte) 0x88, 0x05};
    private static final int BODY = 12;

    private EngineId() {}

    static OctetString of(Self self) {
        try {
            byte[] name = ("vigil/" + self.origin().cluster() + "/" + self.origin().node()).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name);
            byte[] id = Arrays.copyOf(HEAD, HEAD.length + BODY);
            System.arraycopy(digest, 0, id, HEAD.length, BODY);
            return new OctetString(id);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no SHA-256", impossible);
        }
    }
}
