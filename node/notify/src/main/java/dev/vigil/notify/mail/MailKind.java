package dev.vigil.notify.mail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.vigil.kit.PropertyKind;
import dev.vigil.kit.PropertySchema;
import dev.vigil.kit.PropertySpec;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.Hosts;
import dev.vigil.notify.receiver.ReceiverKind;
import dev.vigil.notify.receiver.Self;
import dev.vigil.notify.receiver.Settings;
import dev.vigil.notify.receiver.Trust;

/** Mail by SMTP. */
public final class MailKind implements ReceiverKind {
    static final String SECURITY = "security";
    static final String NONE = "none";
    static final String STARTTLS = "starttls";
    static final String TLS = "tls";
    static final String USER = "user";
    static final String PASSWORD = "password";
    static final String FROM = "from";
    static final String TO = "to";
    private static final int SUBMISSION = 587;
    private static final int MOST_ADDRESSES = 20;
    private static final int LONGEST_ADDRESS = 254;
    private static final Pace PACE = new Pace(100, Duration.ofSeconds(5), 60);
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@,;\"]+@[^\\s<>@,;\"]+");

    @Override
    public String word() {
        return "mail";
    }

    @Override
    public String description() {
        return "a mail by SMTP";
    }

    @Override
    public PropertySchema properties() {
        return PropertySchema.of(Hosts.host(), Hosts.port(SUBMISSION),
                PropertySpec.withDefault(SECURITY, new PropertyKind.Choice(List.of(STARTTLS, TLS, NONE)), STARTTLS,
                        "starttls and tls insist on it; none sends in the clear and without a password"),
                PropertySpec.optional(USER, new PropertyKind.Text(LONGEST_ADDRESS), "who logs in; needs the secret password"),
                PropertySpec.required(FROM, new PropertyKind.Text(LONGEST_ADDRESS), "the address it comes from"),
                PropertySpec.required(TO, new PropertyKind.Text(MOST_ADDRESSES * LONGEST_ADDRESS),
                        "1 to " + MOST_ADDRESSES + " addresses it goes to, with commas between them"),
                Trust.CA);
    }

    @Override
    public PropertySchema secrets() {
        return PropertySchema.of(PropertySpec.optional(PASSWORD, new PropertyKind.Text(1_000), "the password of the user"));
    }

    @Override
    public Pace pace() {
        return PACE;
    }

    @Override
    public Optional<String> complaint(Settings settings) {
        boolean hasUser = settings.properties().text(USER).isPresent();
        if (hasUser != settings.secret(PASSWORD).isPresent()) {
            return Optional.of(hasUser ? "user needs the secret password" : "the secret password needs user");
        }
        if (hasUser && settings.choice(SECURITY).equals(NONE)) {
            return Optional.of("security=none would send the password in the clear; it must be starttls or tls");
        }
        for (String address : Stream.concat(Stream.of(settings.text(FROM)), addresses(settings).stream()).toList()) {
            if (!ADDRESS.matcher(address).matches()) {
                return Optional.of("\"" + address + "\" is not an address; it must be like ops@example.org, without a name");
            }
        }
        if (addresses(settings).size() > MOST_ADDRESSES) {
            return Optional.of("to has " + addresses(settings).size() + " addresses; at most " + MOST_ADDRESSES + " are told");
        }
        return Hosts.complaint(settings).or(() -> Trust.complaint(settings));
    }

    static List<String> addresses(Settings settings) {
        return Stream.of(settings.text(TO).split(",", -1)).map(String::strip).toList();
    }

    @Override
    public Channel open(Settings settings, Self self) {
        return new MailChannel(settings, self);
    }
}
