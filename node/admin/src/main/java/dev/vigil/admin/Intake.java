package dev.vigil.admin;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of the node's small memory those who ask may take at one time: connections, questions on their way, answers that nobody
 * fetches. It stands before every protocol and judges by the head of a question alone. Used by the event loop of the administration.
 */
final class Intake {
    static final int MOST_CONNECTIONS = 200;
    static final int MOST_OF_ADDRESS = 100;
    /** So many of those that are too many wait to be told so; the others are closed at once. */
    private static final int MOST_TO_TELL = 100;
    /** The longest question of somebody who shows nothing valid: joining a cluster needs no more. */
    static final long STRANGERS_QUESTION_BYTES = 16L << 10;
    /** As gRPC tells no length at the head. */
    private static final long STRANGERS_MESSAGE_BYTES = 256L << 10;
    private static final long CALLERS_BYTES = 16L << 20;
    private static final long STRANGERS_BYTES = 2L << 20;
    /** So long a connection that is one too many may wait to be told so. */
    private static final long LEAVE_MILLIS = 2_000;
    private static final long LOG_MILLIS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Vertx vertx;
    private final Authentication authentication;
    private final long largestBytes;
    private final Map<String, Integer> ofAddress = new HashMap<>();
    private final Set<HttpConnection> tooMany = new HashSet<>();
    private final Pool callers = new Pool(CALLERS_BYTES);
    private final Pool strangers = new Pool(STRANGERS_BYTES);
    private int connections;
    private long lastLine;

    /** Bytes that may be on their way at one time. */
    private static final class Pool {
        private long left;

        Pool(long bytes) {
            left = bytes;
        }
    }

    /** A question whose length is not told counts as {@code largestBytes}. */
    Intake(Vertx vertx, Authentication authentication, long largestBytes) {
        this.vertx = vertx;
        this.authentication = authentication;
        this.largestBytes = largestBytes;
    }

    /**
     * Takes a new connection, or lets it go as soon as it could be told why. Only those that are taken count: what one address tries
     * beyond its part keeps nobody else out.
     */
    void connected(HttpConnection connection) {
        String address = connection.remoteAddress().hostAddress();
        int here = ofAddress.getOrDefault(address, 0);
        if (here < MOST_OF_ADDRESS && connections < MOST_CONNECTIONS) {
            ofAddress.put(address, here + 1);
            connections++;
            connection.closeHandler(closed -> {
                connections--;
                ofAddress.computeIfPresent(address, (one, count) -> count > 1 ? count - 1 : null);
            });
            return;
        }
        log(address, here);
        if (tooMany.size() >= MOST_TO_TELL) {
            connection.close();
            return;
        }
        tooMany.add(connection);
        connection.closeHandler(closed -> tooMany.remove(connection));
        vertx.setTimer(LEAVE_MILLIS, late -> connection.close());
    }

    private void log(String address, int here) {
        if (isTimeForALine()) {
            LOG.warn("admin-connection-refused address={} reason=\"{} connections from it, {} in all\"", address, here,
                    connections);
        }
    }

    /** What a client has brought the library to that it has no answer for; one line, however often. */
    void broken(Throwable failure) {
        if (isTimeForALine()) {
            LOG.warn("admin-question-broken reason=\"{}\"", String.valueOf(failure));
        }
    }

    private boolean isTimeForALine() {
        long now = System.nanoTime() / 1_000_000;
        boolean isTime = lastLine == 0 || now - lastLine >= LOG_MILLIS;
        lastLine = isTime ? now : lastLine;
        return isTime;
    }

    /**
     * The same work for what may come in now. Each question waits for the next turn of the loop: what was answered before is then on its
     * way, and it can be seen whether anybody fetches it. Who does not gets no further answer.
     */
    Handler<HttpServerRequest> before(Handler<HttpServerRequest> work) {
        return request -> {
            request.pause();
            vertx.runOnContext(turn -> {
                if (request.response().closed()) {
                    return;
                }
                if (!request.response().writeQueueFull()) {
                    begin(request, work);
                    return;
                }
                request.response().drainHandler(room -> {
                    request.response().drainHandler(null);
                    begin(request, work);
                });
            });
        };
    }

    private void begin(HttpServerRequest request, Handler<HttpServerRequest> work) {
        take(request, work);
        request.resume();
    }

    private void take(HttpServerRequest request, Handler<HttpServerRequest> work) {
        boolean isStranger = authentication.callerOf(request.sslSession(), request.getHeader("Authorization")).isEmpty();
        Pool pool = isStranger ? strangers : callers;
        long bytes = bytes(request, isStranger);
        Optional<AdminRefusal> refusal = refusal(request, isStranger, bytes, pool);
        if (refusal.isPresent()) {
            refuse(request, refusal.get());
            return;
        }
        pool.left -= bytes;
        request.end().onComplete(read -> pool.left += bytes);
        work.handle(request);
    }

    /** How many may come: what the head says, else as many as are allowed. */
    private long bytes(HttpServerRequest request, boolean isStranger) {
        String told = request.getHeader("Content-Length");
        if (told != null && told.matches("[0-9]{1,18}")) {
            return Math.min(Long.parseLong(told), largestBytes);
        }
        boolean isOpen = isGrpc(request) || request.getHeader("Transfer-Encoding") != null
                || request.version() == HttpVersion.HTTP_2 && !request.method().name().equals("GET");
        return !isOpen ? 0 : isStranger && isGrpc(request) ? STRANGERS_MESSAGE_BYTES : largestBytes;
    }

    private Optional<AdminRefusal> refusal(HttpServerRequest request, boolean isStranger, long bytes, Pool pool) {
        if (tooMany.contains(request.connection())) {
            String address = request.connection().remoteAddress().hostAddress();
            return Optional.of(new AdminRefusal(AdminRefusal.Code.LIMITED, "There are " + ofAddress.getOrDefault(address, 0)
                    + " connections from " + address + " and " + connections + " in all; at most " + MOST_OF_ADDRESS + " and "
                    + MOST_CONNECTIONS + " are taken.", "Close some of them, then ask again."));
        }
        if (isStranger && bytes > STRANGERS_QUESTION_BYTES && !isGrpc(request)) {
            return Optional.of(Authentication.nobody());
        }
        return bytes <= pool.left
                ? Optional.empty()
                : Optional
                        .of(new AdminRefusal(AdminRefusal.Code.LIMITED, "Too many long questions are on their way to this node.",
                                "Ask again in a second."));
    }

    private static boolean isGrpc(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && type.startsWith("application/grpc");
    }

    /** Answers without reading, and ends a connection that may hold the rest of the question. */
    private static void refuse(HttpServerRequest request, AdminRefusal refusal) {
        HttpServerResponse response = request.response();
        if (isGrpc(request)) {
            response.putHeader("Content-Type", "application/grpc").putHeader("grpc-status", "" + refusal.code().grpc())
                    .putHeader("vigil-code", refusal.code().name())
                    .putHeader("grpc-message", refusal.sentence() + " " + refusal.hint()).end();
            return;
        }
        boolean isLast = request.version() != HttpVersion.HTTP_2;
        if (isLast) {
            response.putHeader("Connection", "close");
        }
        response.setStatusCode(refusal.code().http()).putHeader("Content-Type", "application/json").putHeader("Retry-After", "1")
                .end(Buffer.buffer((new JsonObject().put("code", refusal.code().name()).put("sentence", refusal.sentence())
                        .put("hint", refusal.hint()).encode() + "\n").getBytes(StandardCharsets.UTF_8)))
                .onComplete(told -> {
                    if (isLast) {
                        request.connection().close();
                    }
                });
    }
}
