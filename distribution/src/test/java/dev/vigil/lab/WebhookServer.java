package dev.vigil.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/** An HTTPS server that takes what has the right token and the right signature, and nothing else. */
final class WebhookServer implements AutoCloseable {
    static final String TOKEN = "t0ken";
    static final String SIGNING_KEY = "signing key";
    private final HttpsServer server;
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    WebhookServer(Path keyStore) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            keys.load(in, "lab".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "lab".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(ReceiverServers.HOST, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/hook/secret-path", this::take);
        server.start();
    }

    String url() {
        return "https://" + ReceiverServers.HOST + ":" + server.getAddress().getPort();
    }

    List<String> bodies() {
        return bodies;
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean isKnown = ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        boolean isSigned = signature(body, exchange.getRequestHeaders().getFirst("Vigil-Signature"));
        byte[] answer = (!isKnown ? "who are you?" : isSigned ? "noted, thanks" : "this is not signed").getBytes(
                StandardCharsets.UTF_8);
        if (isKnown && isSigned) {
            bodies.add(body);
        }
        exchange.sendResponseHeaders(isKnown && isSigned ? 200 : 403, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** As docs/notifications.md says that a receiver does it. */
    private static boolean signature(String body, @Nullable String header) {
        if (header == null || !header.matches("t=\\d+,v1=[0-9a-f]{64}")) {
            return false;
        }
        String seconds = header.substring("t=".length(), header.indexOf(','));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SIGNING_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] proof = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return header.endsWith("v1=" + HexFormat.of().formatHex(proof))
                    && Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(seconds)) < 60;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
