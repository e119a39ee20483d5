package dev.vigil.comm;

import dev.vigil.comm.heartbeat.NodeVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this program and of the protocol it speaks, from the one place where it stands: beside the protocol's messages. */
public final class OwnVersion {
    private static final String PLACE = "/dev/vigil/protocol/version.properties";

    private static final NodeVersion OWN = load();

    private OwnVersion() {}

    /** What {@code version.properties} in the module {@code protocol} says. */
    public static NodeVersion read() {
        return OWN;
    }

    private static NodeVersion load() {
        try (InputStream in = OwnVersion.class.getResourceAsStream(PLACE)) {
            if (in == null) {
                throw new IllegalStateException(PLACE + " is missing in the program");
            }
            Properties told = new Properties();
            told.load(in);
            return new NodeVersion(Integer.parseInt(told.getProperty("major", "")),
                    Integer.parseInt(told.getProperty("minor", "")), told.getProperty("program", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(PLACE + " cannot be read from the program", e);
        }
    }
}
