package dev.vigil.admin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.health.HealthService;
import io.vertx.grpc.reflection.ReflectionService;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.Service;
import io.vertx.grpc.server.ServiceBuilder;

import dev.vigil.protocol.admin.AdminProto;

/** Every call as gRPC, with reflection and health. */
final class GrpcGateway {
    private static final String SERVICE = "vigil.admin.v1.Administration";
    private static final String REFLECTION = "/grpc.reflection.";
    private static final long LARGEST_MESSAGE_BYTES = 1L << 20;

    private final Gate gate;
    private final EventStreams streams;

    GrpcGateway(Gate gate, EventStreams streams) {
        this.gate = gate;
        this.streams = streams;
    }

    GrpcServer server(Vertx vertx, List<AdminCall<?, ?>> calls) {
        GrpcServer server = GrpcServer.server(vertx, new GrpcServerOptions().setMaxMessageSize(LARGEST_MESSAGE_BYTES));
        ServiceBuilder service = Service.service(ServiceName.create(SERVICE),
                AdminProto.getDescriptor().findServiceByName("Administration"));
        calls.forEach(call -> bind(service, call));
        GrpcOutlet.bind(service, ServiceName.create(SERVICE), gate, streams);
        HealthService health = HealthService.create(vertx);
        health.register(SERVICE, () -> Future.succeededFuture(true));
        return server.addService(service.build()).addService(ReflectionService.v1()).addService(health);
    }

    /**
     * Why the request may not be answered at all: what describes the calls is for guests. Health is for everybody, since a balancer of
     * load has no token; every call of ours is judged where it is bound.
     */
    static Optional<AdminRefusal> refusal(Gate gate, HttpServerRequest request) {
        if (!request.path().startsWith(REFLECTION)) {
            return Optional.empty();
        }
        return gate.refusalOfGuest(new Visitor(request.sslSession(), request.getHeader("Authorization"),
                request.remoteAddress().hostAddress()));
    }

    /** The answer to a request of which nothing is read. */
    static void refuse(HttpServerRequest request, AdminRefusal refusal) {
        request.response().putHeader("Content-Type", "application/grpc").putHeader("grpc-status", "" + refusal.code().grpc())
                .putHeader("grpc-message", message(refusal)).putHeader("vigil-code", refusal.code().name()).end();
    }

    private <Q extends Message, R extends Message> void bind(ServiceBuilder service, AdminCall<Q, R> call) {
        ServiceMethod<Buffer, R> method = ServiceMethod.server(ServiceName.create(SERVICE), call.method().getName(),
                GrpcMessageEncoder.encoder(), GrpcMessageDecoder.IDENTITY);
        service.bind(method, request -> read(request, call.question(), question -> serve(request, call, question)));
    }

    /** Gives the one message of a call to {@code work}. The library itself would break a call off, or forget it, without a word. */
    static <Q extends Message> void read(GrpcServerRequest<Buffer, ?> request, Q prototype, Consumer<Q> work) {
        AtomicBoolean isRead = new AtomicBoolean();
        String name = prototype.getDescriptorForType().getFullName();
        request.invalidMessageHandler(broken -> {
            isRead.set(true);
            refuse(request,
                    invalid("The message is longer than " + LARGEST_MESSAGE_BYTES + " bytes, or is packed.", "Send less."));
        });
        request.endHandler(end -> {
            if (!isRead.get()) {
                refuse(request, invalid("The call ended before a whole message was there.", "Send one " + name + "."));
            }
        });
        request.handler(bytes -> {
            isRead.set(true);
            try {
                @SuppressWarnings("unchecked")
                Q question = (Q) prototype.getParserForType().parseFrom(bytes.getBytes());
                work.accept(question);
            } catch (InvalidProtocolBufferException e) {
                refuse(request, invalid("The message is no " + name + ": " + e.getMessage(),
                        "Reflection tells the form of " + name + "."));
            }
        });
    }

    private static AdminRefusal invalid(String sentence, String hint) {
        return new AdminRefusal(AdminRefusal.Code.INVALID, sentence, hint);
    }

    private <Q extends Message, R extends Message> void serve(GrpcServerRequest<Buffer, R> request, AdminCall<Q, R> call,
            Q question) {
        try {
            Admitted by = gate.admit(call, visitor(request));
            var context = Vertx.currentContext();
            gate.handle(call, by, question).whenComplete((message, failure) -> context.runOnContext(ignored -> {
                if (failure == null) {
                    request.response().end(message);
                } else {
                    refuse(request, Gate.refusalOf(failure));
                }
            }));
        } catch (AdminRefusal refusal) {
            refuse(request, refusal);
        }
    }

    static Visitor visitor(GrpcServerRequest<?, ?> request) {
        return new Visitor(request.connection().sslSession(), request.headers().get("authorization"),
                request.connection().remoteAddress().hostAddress());
    }

    static void refuse(GrpcServerRequest<?, ?> request, AdminRefusal refusal) {
        request.response().status(GrpcStatus.valueOf(refusal.code().grpc()));
        request.response().trailers().set("grpc-message", message(refusal));
        request.response().trailers().set("vigil-code", refusal.code().name());
        if (refusal.code() == AdminRefusal.Code.LIMITED) {
            request.response().trailers().set("retry-after", "1");
        }
        request.response().end();
    }

    /**
     * Sentence and hint as gRPC wants them: in percents only what is not printable ASCII, and the percent itself. The library's own way would
     * encode commas and colons too, which some clients then show.
     */
    static String message(AdminRefusal refusal) {
        StringBuilder text = new StringBuilder();
        for (byte b : (refusal.sentence() + " " + refusal.hint()).getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = b >= ' ' && b <= '~' && b != '%';
            text.append(isPlain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b & 0xff));
        }
        return text.toString();
    }
}
