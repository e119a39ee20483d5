package dev.vigil.comm.trust;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What {@code cluster invite} prints and {@code cluster join} takes: where to ask, the secret that is good once, and the
 * fingerprint of the authority, so that the joiner gives the secret to nobody else. One word without spaces or quotes:
 * {@code vigil1/HOST/PORT/SECRET/FINGERPRINT/CHECK}. The check finds slips of the clipboard, nothing else.
 */
public record Invitation(String host, int port, Secret secret, String fingerprint) {

    private static final String VERSION = "vigil1";
    private static final int PARTS = 6;
    private static final int MAX_LENGTH = 512;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9:][A-Za-z0-9._:%-]{0,252}");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    public Invitation {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("\"" + host + "\" is not a host name or address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not from 1 to 65535");
        }
        if (!FINGERPRINT.matcher(fingerprint).matches()) {
            throw new IllegalArgumentException("the fingerprint is not 64 hexadecimal digits");
        }
    }

    /** The string for the operator. It holds the secret: print it, do not log it. */
    public String text() {
        String body = String.join("/", VERSION, host, Integer.toString(port), secret.text(), fingerprint);
        return body + "/" + check(body);
    }

    /** Reads what {@link #text} printed; a fault that says what is wrong with the string, without repeating the secret. */
    public static Invitation parse(String text) throws TrustFault {
        String trimmed = text.strip();
        List<String> parts = List.of(trimmed.split("/", -1));
        if (trimmed.length() > MAX_LENGTH || !parts.getFirst().startsWith("vigil")) {
            throw fault("this is not an invitation: it does not begin with " + VERSION + "/");
        }
        if (!parts.getFirst().equals(VERSION)) {
            throw fault("the invitation is of version \"" + parts.getFirst() + "\", this program knows " + VERSION);
        }
        if (parts.size() != PARTS) {
            throw fault("the invitation is cut off or run together: it has " + parts.size() + " parts, not " + PARTS);
        }
        if (!parts.get(5).equals(check(trimmed.substring(0, trimmed.lastIndexOf('/'))))) {
            throw fault("the invitation has a mistyped or missing character");
        }
        Secret secret = Secret.parse(parts.get(3)).orElseThrow(() -> fault("the secret of the invitation is not one"));
        try {
            return new Invitation(parts.get(1), Integer.parseInt(parts.get(2)), secret, parts.get(4));
        } catch (IllegalArgumentException wrong) {
            throw fault("the invitation is wrong: " + wrong.getMessage());
        }
    }

    private static TrustFault fault(String sentence) {
        return new TrustFault(TrustFault.Code.BAD_INVITATION, sentence,
                "copy the whole line that 'vigil cluster invite' printed");
    }

    private static String check(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
