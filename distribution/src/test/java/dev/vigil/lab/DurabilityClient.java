package dev.vigil.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Asks a node's administration in JSON, as any program may. Any thread; each call blocks until the answer or an IOException, which says nothing. */
final class DurabilityClient {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private final String address;
    private final String token;
    /** One for all questions, else each of them leaves a connection behind that nobody uses again. */
    private final SSLSocketFactory sockets;

    /** The status of HTTP and the JSON below it. */
    record Answer(int status, String body) {
        boolean isDone() {
            return status == HttpURLConnection.HTTP_OK;
        }
    }

    /** Of the node in {@code home}, which was founded. */
    DurabilityClient(String address, Path home) {
        // Else the JDK sends a POST a second time, unasked, when the connection breaks before the answer.
        System.setProperty("sun.net.http.retryPost", "false");
        this.address = address;
        try {
            this.token = Files.readString(home.resolve("pki").resolve("admin.token")).strip();
            this.sockets = trusting(home.resolve("pki").resolve("ca.crt")).getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new LabFailure("no credentials in " + home, e);
        }
    }

    private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            store.setCertificateEntry("authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    Answer get(String path) throws IOException {
        return answer(open(path));
    }

    Answer post(String path, String json) throws IOException {
        HttpsURLConnection connection = open(path);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
        return answer(connection);
    }

    private HttpsURLConnection open(String path) throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) URI.create("https://" + address + path).toURL()
                .openConnection(Proxy.NO_PROXY);
        connection.setSSLSocketFactory(sockets);
        // The certificate names the node, not its address.
        connection.setHostnameVerifier((host, session) -> true);
        connection.setConnectTimeout((int) LIMIT.toMillis());
        connection.setReadTimeout((int) LIMIT.toMillis());
        connection.setRequestProperty("Authorization", "Bearer " + token);
        return connection;
    }

    private static Answer answer(HttpsURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream in = status / 100 == 2 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
