package dev.vigil.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** The administration over HTTPS. The JDK's old client, since it answers in half the time of the new one when a process asks once. */
final class HttpsAdministration implements Administration {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration QUERY_LIMIT = Duration.ofSeconds(20);
    /** A change waits for the scripts of a whole hierarchy; each of them has its own limit in the server. */
    private static final Duration CHANGE_LIMIT = Duration.ofMinutes(30);
    private static final int MOST_CAUSES = 16;
    private static final int LARGEST_ANSWER_BYTES = 64 << 20;

    private final String endpoint;
    private final String token;
    private final SSLContext tls;

    HttpsAdministration(String endpoint, String token, ClusterTrust trust) {
        this.endpoint = endpoint;
        this.token = token;
        this.tls = context(trust);
        // Else the JDK sends a POST a second time, unasked, when the connection breaks before the answer.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private static SSLContext context(ClusterTrust trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[]{trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java knows no TLS 1.3", e);
        }
    }

    @Override
    public JsonObject get(String path, Map<String, ?> parameters) {
        String query = parameters.entrySet().stream().map(
                parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(parameter.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            return answer(open(path + (query.isEmpty() ? "" : "?" + query), QUERY_LIMIT));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    @Override
    public JsonObject post(String path, Map<String, ?> message) {
        HttpsURLConnection connection;
        try {
            connection = open(path, CHANGE_LIMIT);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.connect();
        } catch (IOException e) {
            throw unreachable(e);
        }
        try {
            connection.getOutputStream().write(JsonObject.print(message).getBytes(StandardCharsets.UTF_8));
            return answer(connection);
        } catch (IOException e) {
            throw Failure.failed("The connection to " + endpoint + " broke before the answer (" + reason(e)
                    + "): whether the change was made is not known.", "vigil status and vigil history show it.");
        }
    }

    private HttpsURLConnection open(String pathAndQuery, Duration limit) throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) URI.create("https://" + endpoint + pathAndQuery).toURL()
                .openConnection(Proxy.NO_PROXY);
        connection.setSSLSocketFactory(tls.getSocketFactory());
        // The certificate names the node, not its address: addresses change, and the cluster's signature is the proof.
        connection.setHostnameVerifier((host, session) -> true);
        connection.setConnectTimeout((int) CONNECT_LIMIT.toMillis());
        connection.setReadTimeout((int) limit.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json");
        if (!token.isEmpty()) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
        return connection;
    }

    private JsonObject answer(HttpsURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        boolean isDone = status / 100 == 2;
        JsonObject answer;
        try (InputStream in = isDone ? connection.getInputStream() : connection.getErrorStream()) {
            String text = in == null ? "" : new String(in.readNBytes(LARGEST_ANSWER_BYTES), StandardCharsets.UTF_8);
            answer = parse(status, text);
        }
        if (isDone) {
            return answer;
        }
        boolean isForbidden = status == HttpsURLConnection.HTTP_UNAUTHORIZED || status == HttpsURLConnection.HTTP_FORBIDDEN;
        throw new Failure(isForbidden ? ExitCode.NOT_ALLOWED : ExitCode.FAILED, answer.text("code"), answer.text("sentence"),
                answer.text("hint"));
    }

    private JsonObject parse(int status, String text) {
        try {
            return JsonObject.parse(text);
        } catch (IOException e) {
            throw Failure.failed(endpoint + " answered with status " + status + " and no JSON (" + e.getMessage() + ").",
                    "Does the administration of a Vigil node listen there, of this version?");
        }
    }

    private Failure unreachable(IOException e) {
        if (e instanceof SSLException) {
            return Failure.unreachable(endpoint + " is no node of this cluster: " + reason(e) + ".",
                    "The address and the authority's certificate stand in run/endpoint of the home; --home names another.");
        }
        return Failure.unreachable("The node at " + endpoint + " does not answer: " + reason(e) + ".",
                "vigil start starts the node of this machine; --endpoint asks another.");
    }

    private static String reason(IOException e) {
        Throwable deepest = Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES)
                .reduce(e, (above, below) -> below);
        String message = Objects.requireNonNullElse(deepest.getMessage(), deepest.getClass().getSimpleName());
        return switch (e) {
            case ConnectException refused -> "connection refused";
            case SocketTimeoutException late -> "no answer in time";
            case UnknownHostException unknown -> "unknown host " + message;
            default -> message;
        };
    }
}
