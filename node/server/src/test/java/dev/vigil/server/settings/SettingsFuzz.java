package dev.vigil.server.settings;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The configuration file of a node: read, or refused as {@link Trouble}. */
public final class SettingsFuzz {
    private SettingsFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            NodeSettings settings = NodeSettings.parse("vigil.yaml", new String(input, StandardCharsets.UTF_8));
            if (!NodeSettings.parse("vigil.yaml", settings.text()).equals(settings)) {
                throw new AssertionError("read back otherwise: " + settings);
            }
        } catch (Trouble refused) {
            return;
        }
    }

    public static List<byte[]> seeds() {
        return List.of(
                "node: alpha\nadmin: \"10.0.0.1:7742\"\nlog-level: warn\nchanges-per-second: 7\n"
                        .getBytes(StandardCharsets.UTF_8),
                "{node: a, admin: 'x:1'}".getBytes(StandardCharsets.UTF_8), "a: &x [*x]".getBytes(StandardCharsets.UTF_8));
    }
}
