package dev.vigil.notify.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.vigil.notify.notice.Batch;
import dev.vigil.notify.notice.BatchJson;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.Delivery;
import dev.vigil.notify.receiver.Reasons;
import dev.vigil.notify.receiver.Settings;
import dev.vigil.notify.receiver.Trust;

/** One POST for each batch; what answers 2xx has taken it. Redirections are not followed: the token is for one address. */
final class WebhookChannel implements Channel {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int KEPT_BYTES = 4_096;
    private static final int GOOD = 2;
    private static final int HUNDRED = 100;

    private final Settings settings;
    private volatile Optional<HttpClient> client = Optional.empty();

    WebhookChannel(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Delivery deliver(Batch batch) {
        try {
            HttpClient client = client();
            HttpResponse<InputStream> response = client.send(request(BatchJson.of(batch)),
                    HttpResponse.BodyHandlers.ofInputStream());
            String answer = "HTTP " + response.statusCode() + " " + beginning(response.body());
            return response.statusCode() / HUNDRED == GOOD
                    ? new Delivery.Accepted(answer.strip())
                    : new Delivery.Failed(0, answer.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.Failed(0, "interrupted");
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            return new Delivery.Failed(0, Reasons.of(e));
        }
    }

    @Override
    public void abort() {
        client.ifPresent(HttpClient::shutdownNow);
        client = Optional.empty();
    }

    @Override
    public void close() {
        abort();
    }

    private HttpClient client() throws GeneralSecurityException, IOException {
        HttpClient ready = client.orElse(null);
        if (ready == null) {
            ready = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT).sslContext(Trust.context(settings)).build();
            client = Optional.of(ready);
        }
        return ready;
    }

    private HttpRequest request(String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(WebhookKind.address(settings))).timeout(ANSWER)
                .header("Content-Type", "application/json; charset=utf-8").header("User-Agent", "vigil")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        settings.secret(WebhookKind.TOKEN).ifPresent(token -> request.header("Authorization", "Bearer " + token));
        settings.secret(WebhookKind.SIGNING_KEY)
                .ifPresent(key -> request.header("Vigil-Signature", Signature.of(body, key, Instant.now())));
        return request.build();
    }

    private static String beginning(InputStream body) throws IOException {
        try (body) {
            return Reasons.shortened(new String(body.readNBytes(KEPT_BYTES), StandardCharsets.UTF_8));
        }
    }
}
