package dev.vigil.notify.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

import dev.vigil.kit.PropertyKind;
import dev.vigil.kit.PropertySchema;
import dev.vigil.kit.PropertySpec;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.ReceiverKind;
import dev.vigil.notify.receiver.Self;
import dev.vigil.notify.receiver.Settings;
import dev.vigil.notify.receiver.Trust;

/** JSON by HTTPS. */
public final class WebhookKind implements ReceiverKind {
    static final String URL = "url";
    static final String PATH = "path";
    static final String TOKEN = "token";
    static final String SIGNING_KEY = "signing-key";
    private static final int LONGEST = 2_000;
    private static final Pace PACE = new Pace(100, Duration.ofSeconds(1), 600);

    @Override
    public String word() {
        return "webhook";
    }

    @Override
    public String description() {
        return "an HTTPS POST of JSON, signed";
    }

    @Override
    public PropertySchema properties() {
        return PropertySchema.of(PropertySpec.required(URL, new PropertyKind.Text(LONGEST), "where to: https://..."), Trust.CA);
    }

    @Override
    public PropertySchema secrets() {
        return PropertySchema.of(
                PropertySpec.optional(PATH, new PropertyKind.Text(LONGEST),
                        "follows the url, where the address itself is the secret"),
                PropertySpec.optional(TOKEN, new PropertyKind.Text(LONGEST), "goes into the header Authorization: Bearer"),
                PropertySpec.optional(SIGNING_KEY, new PropertyKind.Text(LONGEST), "signs each body, header Vigil-Signature"));
    }

    @Override
    public Pace pace() {
        return PACE;
    }

    @Override
    public Optional<String> complaint(Settings settings) {
        try {
            URI url = new URI(address(settings));
            if (!"https".equals(url.getScheme()) || url.getHost() == null || url.getUserInfo() != null) {
                return Optional.of("url must be https://HOST/..., without a name or password in it");
            }
        } catch (URISyntaxException e) {
            return Optional.of("url, with the secret path behind it, is not an address: " + e.getReason());
        }
        boolean isPrintable = settings.secret(TOKEN).orElse("").chars().allMatch(c -> c > ' ' && c < 0x7f);
        return isPrintable ? Trust.complaint(settings) : Optional.of("the secret token must be one word of ASCII");
    }

    static String address(Settings settings) {
        return settings.text(URL) + settings.secret(PATH).orElse("");
    }

    @Override
    public Channel open(Settings settings, Self self) {
        return new WebhookChannel(settings);
    }
}
