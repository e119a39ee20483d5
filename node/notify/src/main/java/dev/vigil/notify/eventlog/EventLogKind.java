package dev.vigil.notify.eventlog;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import dev.vigil.kit.PropertySchema;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.ReceiverKind;
import dev.vigil.notify.receiver.Self;
import dev.vigil.notify.receiver.Settings;

/** The event log of the machine of the node that tells; only Windows has one. */
public final class EventLogKind implements ReceiverKind {
    private static final Pace PACE = new Pace(1, Duration.ZERO, 3_600);

    @Override
    public String word() {
        return "eventlog";
    }

    @Override
    public String description() {
        return "an entry in the event log of Windows, on the machine of the node that tells, for each notice";
    }

    @Override
    public PropertySchema properties() {
        return PropertySchema.EMPTY;
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
        return complaint(System.getProperty("os.name", ""));
    }

    static Optional<String> complaint(String system) {
        return system.toLowerCase(Locale.ROOT).startsWith("windows")
                ? Optional.empty()
                : Optional.of(
                        "the event log is one of Windows, and this node runs on " + system + ", where syslog takes its place");
    }

    @Override
    public Channel open(Settings settings, Self self) {
        return new EventLogChannel(new WindowsEventLog());
    }
}
