package dev.vigil.recovery.text;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Cases and decision journals, which come back from the field: read, or refused by an {@link IllegalArgumentException}. */
public final class CaseFuzz {
    private CaseFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            CaseText.parse(new String(input, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refused) {
            return;
        }
    }

    public static List<byte[]> seeds() {
        return List.of("""
                # A case.
                # rules: RC-1
                given
                  resource needs=web-ip tag=web type=generic
                  resource tag=web-ip type=ip
                  owner epoch=7 node=alpha unit=web
                as bravo
                when 0:05.000 peer-changed health=DEAD peer=alpha silence=520ms
                then
                  noted : peer-dead peer=alpha rule=RC-2 silence-ms=520
                  store
                    status-changed
                      ownership epoch=8 held=yes unit=web
                  tell peer=alpha : taking-over epoch=8 unit=web
                state
                  - peer fresh=yes health=ALIVE peer=alpha
                """.getBytes(StandardCharsets.UTF_8));
    }
}
