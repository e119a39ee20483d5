package dev.vigil.notify.snmp;

import java.util.List;

import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.smi.OID;

/** The protocols of version 3 by the words of the settings. MD5 and DES are not among them. */
final class Protocols {
    static final List<String> AUTH_WORDS = List.of("sha", "sha256", "sha512");
    static final List<String> PRIVACY_WORDS = List.of("aes128", "aes256");

    private Protocols() {}

    static OID auth(String word) {
        return switch (word) {
            case "sha" -> AuthSHA.ID;
            case "sha256" -> AuthHMAC192SHA256.ID;
            case "sha512" -> AuthHMAC384SHA512.ID;
            default -> throw new IllegalArgumentException(word + " is not one of " + AUTH_WORDS);
        };
    }

    static OID privacy(String word) {
        return switch (word) {
            case "aes128" -> PrivAES128.ID;
            case "aes256" -> PrivAES256.ID;
            default -> throw new IllegalArgumentException(word + " is not one of " + PRIVACY_WORDS);
        };
    }
}
