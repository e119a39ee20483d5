package dev.vigil.admin;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.grpc.server.GrpcServer;

import dev.vigil.comm.trust.TlsContexts;
import dev.vigil.comm.trust.Tokens;
import dev.vigil.lcd.model.HistoryEntry;

/** The administration port: gRPC, JSON and metrics behind one TLS 1.3 listener. */
public final class AdminServer implements AutoCloseable {
    private static final long LARGEST_BODY_BYTES = 1L << 20;
    /** Questions of one connection that are open at a time, as few as RFC 9113, 6.5.2, advises; their answers are held in memory. */
    private static final int MOST_STREAMS = 100;
    private static final int IDLE_SECONDS = 60;
    private static final int HANDSHAKE_SECONDS = 10;
    private static final int START_SECONDS = 20;

    private final Vertx vertx;
    private final HttpServer http;
    private final EventStreams streams;
    private final AuditLog audit;

    private AdminServer(Vertx vertx, HttpServer http, EventStreams streams, AuditLog audit) {
        this.vertx = vertx;
        this.http = http;
        this.streams = streams;
        this.audit = audit;
    }

    /** What the server is made of; it closes the audit at its own end. */
    public record Parts(NodeAdministration node, TlsContexts tls, Tokens tokens, PrometheusMeterRegistry meters,
            AuditLog audit, CallLimits limits) {}

    /** Listens when this returns. Throws {@link IllegalStateException} that names the address when it cannot. */
    public static AdminServer start(Parts parts, InetSocketAddress listen) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2).setInternalBlockingPoolSize(2));
        HttpServer http = vertx.createHttpServer(options(parts.tls()));
        EventStreams streams = new EventStreams(parts.node(), vertx, parts.meters());
        Intake intake = new Intake(vertx, new Authentication(parts.tokens()), LARGEST_BODY_BYTES);
        vertx.exceptionHandler(intake::broken);
        http.connectionHandler(intake::connected);
        http.requestHandler(intake.before(handler(vertx, parts, streams)));
        try {
            http.listen(listen.getPort(), listen.getAddress().getHostAddress()).toCompletionStage().toCompletableFuture().get(
                    START_SECONDS,
                    TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            vertx.close();
            throw new IllegalStateException("the administration cannot listen on " + listen + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            vertx.close();
            throw new IllegalStateException("interrupted before the administration listened on " + listen, e);
        }
        return new AdminServer(vertx, http, streams, parts.audit());
    }

    /** Tells those who watch. Any thread; returns at once. */
    public void happened(HistoryEntry entry) {
        streams.told(entry);
    }

    @Override
    public void close() {
        // One after the other from here: a future of the library would report the end of its loops to one of them.
        streams.close();
        await(http.close());
        await(vertx.close());
        audit.close();
    }

    private static void await(Future<Void> closed) {
        closed.toCompletionStage().toCompletableFuture().orTimeout(START_SECONDS, TimeUnit.SECONDS).exceptionally(late -> null)
                .join();
    }

    private static HttpServerOptions options(TlsContexts tls) {
        return new HttpServerOptions().setSsl(true).setUseAlpn(true)
                .setEnabledSecureTransportProtocols(Set.of(TlsContexts.PROTOCOL))
                .setKeyCertOptions(KeyCertOptions.wrap(tls.keys())).setTrustOptions(TrustOptions.wrap(tls.trustInCallers()))
                .setClientAuth(ClientAuth.REQUEST).setIdleTimeout(IDLE_SECONDS).setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                // Nobody speaks web sockets here, and what would pack them breaks at the 129th question that waits for its answer.
                .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MOST_STREAMS))
                .setPerFrameWebSocketCompressionSupported(false).setPerMessageWebSocketCompressionSupported(false)
                .setReuseAddress(true);
    }

    private static Handler<HttpServerRequest> handler(Vertx vertx, Parts parts, EventStreams streams) {
        Gate gate = new Gate(new Authentication(parts.tokens()), parts.meters(), parts.audit(), parts.limits());
        List<AdminCall<?, ?>> calls = new ArrayList<>(new Calls(parts.node()).table());
        calls.addAll(new TokenCalls(parts.tokens()).table());
        calls.add(AuditLines.call(parts.audit()));
        GrpcServer grpc = new GrpcGateway(gate, streams).server(vertx, calls);
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY_BYTES));
        new JsonGateway(gate).route(router, calls);
        SseOutlet.route(router, gate, streams);
        router.get("/metrics").handler(context -> metrics(context, gate, parts.meters()));
        router.route().handler(AdminServer::notFound);
        router.route().failureHandler(AdminServer::failed);
        return request -> {
            String contentType = request.getHeader("Content-Type");
            if (contentType != null && contentType.startsWith("application/grpc")) {
                GrpcGateway.refusal(gate, request).ifPresentOrElse(refusal -> GrpcGateway.refuse(request, refusal),
                        () -> grpc.handle(request));
            } else {
                router.handle(request);
            }
        };
    }

    private static void metrics(RoutingContext context, Gate gate, PrometheusMeterRegistry meters) {
        if (gate.guest(JsonGateway.visitor(context)).isEmpty()) {
            JsonGateway.refuse(context, Authentication.nobody());
            return;
        }
        context.response().putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8").end(meters.scrape());
    }

    private static void notFound(RoutingContext context) {
        JsonGateway.refuse(context, new AdminRefusal(AdminRefusal.Code.NOT_FOUND,
                context.request().method() + " " + context.request().path() + " is not a call of this server.",
                "The calls are described by gRPC reflection and in docs/protocol.md; GET /v1/status is one."));
    }

    private static void failed(RoutingContext context) {
        if (context.failure() instanceof HttpClosedException) {
            return; // nobody is left to tell, and who leaves is no defect
        }
        AdminRefusal refusal = context.statusCode() == 413
                ? new AdminRefusal(AdminRefusal.Code.INVALID, "The body is longer than " + LARGEST_BODY_BYTES + " bytes.",
                        "Send less.")
                : Gate.refusalOf(context.failure() == null
                        ? new IllegalStateException("status " + context.statusCode())
                        : context.failure());
        JsonGateway.refuse(context, refusal);
    }
}
