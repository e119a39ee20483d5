package dev.vigil.kit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Values of properties: taken or complained of, at once and without an exception. */
public final class PropertyFuzz {
    private static final List<PropertyKind> KINDS = List.of(new PropertyKind.Text(80), new PropertyKind.IntegerIn(1, 9),
            new PropertyKind.DurationIn(Duration.ofMillis(1), Duration.ofDays(1)), new PropertyKind.Address(),
            new PropertyKind.File(),
            new PropertyKind.Choice(List.of("http", "https")));

    private PropertyFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 0) {
            PropertyKind kind = KINDS.get((input[0] & 0xff) % KINDS.size());
            kind.complaint(new String(Arrays.copyOfRange(input, 1, input.length), StandardCharsets.UTF_8));
        }
    }

    public static List<byte[]> seeds() {
        return List.of(seed(0, "text"), seed(1, "7"), seed(2, "250ms"), seed(3, "192.0.2.10"), seed(4, "C:\\x"), seed(5, "http"));
    }

    private static byte[] seed(int kind, String text) {
        byte[] seed = ("." + text).getBytes(StandardCharsets.UTF_8);
        seed[0] = (byte) kind;
        return seed;
    }
}
