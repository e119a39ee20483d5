package dev.vigil.notify.snmp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.vigil.kit.PropertyKind;
import dev.vigil.kit.PropertySchema;
import dev.vigil.kit.PropertySpec;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.Hosts;
import dev.vigil.notify.receiver.ReceiverKind;
import dev.vigil.notify.receiver.Self;
import dev.vigil.notify.receiver.Settings;

/** SNMP traps and informs. */
public final class SnmpKind implements ReceiverKind {
    static final String VERSION = "version";
    static final String SEND = "send";
    static final String USER = "user";
    static final String AUTH = "auth";
    static final String PRIVACY = "privacy";
    static final String COMMUNITY = "community";
    static final String AUTH_PASSWORD = "auth-password";
    static final String PRIVACY_PASSWORD = "privacy-password";
    static final String V2C = "2c";
    static final String INFORM = "inform";
    private static final int TRAP_PORT = 162;
    private static final int LONGEST = 200;
    /** RFC 3414, 11.2. */
    private static final int SHORTEST_PASSWORD = 8;
    private static final Pace PACE = new Pace(1, Duration.ZERO, 3_600);

    @Override
    public String word() {
        return "snmp";
    }

    @Override
    public String description() {
        return "an SNMP trap or inform for each notice, by share/VIGIL-MIB.txt";
    }

    @Override
    public PropertySchema properties() {
        return PropertySchema.of(Hosts.host(), Hosts.port(TRAP_PORT),
                PropertySpec.withDefault(VERSION, new PropertyKind.Choice(List.of(V2C, "3")), "3",
                        "2c needs the secret community; 3 needs user and two secret passwords"),
                PropertySpec.withDefault(SEND, new PropertyKind.Choice(List.of("trap", INFORM)), "trap",
                        "an inform is answered, a trap is not"),
                PropertySpec.optional(USER, new PropertyKind.Text(32), "the user of version 3"),
                PropertySpec.withDefault(AUTH, new PropertyKind.Choice(Protocols.AUTH_WORDS), "sha256",
                        "how version 3 proves who sends"),
                PropertySpec.withDefault(PRIVACY, new PropertyKind.Choice(Protocols.PRIVACY_WORDS), "aes128",
                        "how version 3 hides what is sent"));
    }

    @Override
    public PropertySchema secrets() {
        return PropertySchema.of(
                PropertySpec.optional(COMMUNITY, new PropertyKind.Text(LONGEST), "the community of version 2c"),
                PropertySpec.optional(AUTH_PASSWORD, new PropertyKind.Text(LONGEST), "of version 3, 8 characters or more"),
                PropertySpec.optional(PRIVACY_PASSWORD, new PropertyKind.Text(LONGEST), "of version 3, 8 characters or more"));
    }

    @Override
    public Pace pace() {
        return PACE;
    }

    @Override
    public Optional<String> complaint(Settings settings) {
        if (settings.choice(VERSION).equals(V2C)) {
            return settings.secret(COMMUNITY).isPresent()
                    ? Hosts.complaint(settings)
                    : Optional.of("version=2c needs the secret community");
        }
        if (settings.properties().text(USER).isEmpty()) {
            return Optional.of("version=3 needs user");
        }
        return Stream.of(AUTH_PASSWORD, PRIVACY_PASSWORD)
                .filter(name -> settings.secret(name).filter(word -> word.length() >= SHORTEST_PASSWORD).isEmpty()).findFirst()
                .map(name -> "version=3 needs the secret " + name + " of " + SHORTEST_PASSWORD + " characters or more")
                .or(() -> Hosts.complaint(settings));
    }

    @Override
    public Channel open(Settings settings, Self self) {
        return new SnmpChannel(settings, self);
    }
}
