package dev.vigil.notify.receiver;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.vigil.kit.PropertyKind;
import dev.vigil.kit.PropertySpec;

/** Where a receiver is: the two properties that most kinds have. */
public final class Hosts {
    public static final String HOST = "host";
    public static final String PORT = "port";
    private static final int LAST_PORT = 65_535;
    private static final Pattern NAME = Pattern
            .compile("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9._-]+)?");

    private Hosts() {}

    public static PropertySpec host() {
        return PropertySpec.required(HOST, new PropertyKind.Text(253), "the name or address of the host");
    }

    public static PropertySpec port(int usual) {
        return PropertySpec.withDefault(PORT, port(), Integer.toString(usual), "its port");
    }

    public static PropertyKind port() {
        return new PropertyKind.IntegerIn(1, LAST_PORT);
    }

    public static Optional<String> complaint(Settings settings) {
        return NAME.matcher(settings.text(HOST)).matches()
                ? Optional.empty()
                : Optional.of("host=" + settings.text(HOST) + " must be a name or an address, without a port");
    }
}
