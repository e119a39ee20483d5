package dev.vigil.notify.syslog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.vigil.kit.PropertyKind;
import dev.vigil.kit.PropertySchema;
import dev.vigil.kit.PropertySpec;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.Hosts;
import dev.vigil.notify.receiver.ReceiverKind;
import dev.vigil.notify.receiver.Self;
import dev.vigil.notify.receiver.Settings;
import dev.vigil.notify.receiver.Trust;

/** A syslog server. */
public final class SyslogKind implements ReceiverKind {
    static final String TRANSPORT = "transport";
    static final String FACILITY = "facility";
    static final String UDP = "udp";
    static final String TCP = "tcp";
    static final String TLS = "tls";
    private static final int USUAL_PORT = 514;
    private static final int TLS_PORT = 6_514;
    private static final Pace PACE = new Pace(1, Duration.ZERO, 3_600);

    @Override
    public String word() {
        return "syslog";
    }

    @Override
    public String description() {
        return "a line of syslog (RFC 5424) for each notice";
    }

    @Override
    public PropertySchema properties() {
        return PropertySchema.of(Hosts.host(),
                PropertySpec.optional(Hosts.PORT, Hosts.port(), "its port; " + USUAL_PORT + ", with tls " + TLS_PORT),
                PropertySpec.withDefault(TRANSPORT, new PropertyKind.Choice(List.of(UDP, TCP, TLS)), UDP,
                        "udp may lose lines and says nothing of it"),
                PropertySpec.withDefault(FACILITY, new PropertyKind.Choice(Facility.words()), "daemon", "the facility"),
                Trust.CA);
    }

    @Override
    public PropertySchema secrets() {
        return PropertySchema.EMPTY;
    }

    @Override
    public Pace pace() {
        return PACE;
    }

    @Override
    public Optional<String> complaint(Settings settings) {
        return Hosts.complaint(settings).or(() -> Trust.complaint(settings));
    }

    static int port(Settings settings) {
        return settings.properties().integer(Hosts.PORT)
                .orElse(settings.choice(TRANSPORT).equals(TLS) ? TLS_PORT : USUAL_PORT);
    }

    @Override
    public Channel open(Settings settings, Self self) {
        SyslogText text = new SyslogText(Facility.ofWord(settings.choice(FACILITY)), ProcessHandle.current().pid());
        return settings.choice(TRANSPORT).equals(UDP)
                ? new SyslogDatagrams(settings, text)
                : new SyslogStream(settings, text);
    }
}
