package dev.vigil.admin;

import java.util.List;

import com.google.protobuf.Message;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
    private static final long LARGEST_MESSAGE_BYTES = 4L << 20;

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

    private <Q extends Message, R extends Message> void bind(ServiceBuilder service, AdminCall<Q, R> call) {
        ServiceMethod<Q, R> method = ServiceMethod.server(ServiceName.create(SERVICE), call.method().getName(),
                GrpcMessageEncoder.encoder(),
                GrpcMessageDecoder.decoder(call.question()));
        service.bind(method, request -> request.handler(question -> serve(request, call, question)));
    }

    private <Q extends Message, R extends Message> void serve(GrpcServerRequest<Q, R> request, AdminCall<Q, R> call, Q question) {
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
        request.response().status(GrpcStatus.valueOf(refusal.code().grpc()))
                .statusMessage(refusal.sentence() + " " + refusal.hint());
        request.response().trailers().set("vigil-code", refusal.code().name());
        if (refusal.code() == AdminRefusal.Code.LIMITED) {
            request.response().trailers().set("retry-after", "1");
        }
        request.response().end();
    }
}
