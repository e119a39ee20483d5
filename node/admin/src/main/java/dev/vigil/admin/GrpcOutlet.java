package dev.vigil.admin;

import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import io.vertx.grpc.server.ServiceBuilder;

import dev.vigil.protocol.admin.ClusterEvent;

/** A stream of events as a gRPC stream. */
final class GrpcOutlet implements EventOutlet {
    private final GrpcServerRequest<Buffer, ClusterEvent> request;
    private final GrpcServerResponse<Buffer, ClusterEvent> response;
    private Runnable gone = () -> {};
    private boolean isOver;

    private GrpcOutlet(GrpcServerRequest<Buffer, ClusterEvent> request) {
        this.request = request;
        this.response = request.response();
    }

    static void bind(ServiceBuilder service, ServiceName name, Gate gate, EventStreams streams) {
        ServiceMethod<Buffer, ClusterEvent> method = ServiceMethod.server(name, EventStreams.CALL.method().getName(),
                GrpcMessageEncoder.encoder(), GrpcMessageDecoder.IDENTITY);
        service.bind(method, request -> GrpcGateway.read(request, EventStreams.CALL.question(), question -> {
            try {
                Visitor visitor = GrpcGateway.visitor(request);
                gate.admit(EventStreams.CALL, visitor);
                streams.open(question, new GrpcOutlet(request), () -> gate.guest(visitor).isPresent());
            } catch (AdminRefusal refusal) {
                GrpcGateway.refuse(request, refusal);
            }
        }));
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void watch(Runnable drain, Runnable gone) {
        this.gone = gone;
        response.drainHandler(ignored -> drain.run());
        response.exceptionHandler(ignored -> leave());
        request.errorHandler(error -> leave());
        request.exceptionHandler(ignored -> leave());
    }

    private void leave() {
        isOver = true;
        gone.run();
    }

    @Override
    public void write(ClusterEvent event) {
        if (!isOver) {
            response.write(event).onFailure(ignored -> leave());
        }
    }

    @Override
    public void beat() {
        write(ClusterEvent.getDefaultInstance());
    }

    @Override
    public void end(ClusterEvent last) {
        if (!isOver) {
            isOver = true;
            response.end(last);
        }
    }
}
