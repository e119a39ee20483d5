package dev.vigil.comm.trust;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The text form of keys and certificates: one block per file, with its label. */
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    static String encode(String label, byte[] der) {
        byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(LINE, newline).encodeToString(der) + "\n-----END "
                + label
                + "-----\n";
    }

    /** The bytes of the only block; throws {@link IllegalArgumentException} when the text is anything else. */
    static byte[] decode(String label, String text) {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        String trimmed = text.strip();
        if (!trimmed.startsWith(begin) || !trimmed.endsWith(end) || trimmed.length() < begin.length() + end.length()) {
            throw new IllegalArgumentException("it is not one PEM block " + label);
        }
        String body = trimmed.substring(begin.length(), trimmed.length() - end.length());
        return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
    }
}
