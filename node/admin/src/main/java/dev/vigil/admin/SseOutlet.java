package dev.vigil.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.vigil.protocol.admin.ClusterEvent;
import dev.vigil.protocol.admin.WatchEventsRequest;

/** A stream of events as server-sent events: each has its id, its kind, and its content as JSON in one line. */
final class SseOutlet implements EventOutlet {
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().preservingProtoFieldNames()
            .alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();
    private static final String PATH = "^/v1/events:watch$";

    private final HttpServerResponse response;

    private SseOutlet(HttpServerResponse response) {
        this.response = response;
    }

    static void route(Router router, Gate gate, EventStreams streams) {
        router.getWithRegex(PATH).handler(context -> {
            try {
                Visitor visitor = JsonGateway.visitor(context);
                gate.admit(EventStreams.CALL, visitor);
                streams.open(question(context), new SseOutlet(context.response()), () -> gate.guest(visitor).isPresent());
            } catch (AdminRefusal refusal) {
                JsonGateway.refuse(context, refusal);
            }
        });
    }

    /** The header is what browsers send by themselves; it is newer than the address they once asked for. */
    private static WatchEventsRequest question(RoutingContext context) {
        WatchEventsRequest question = JsonGateway.read(context, WatchEventsRequest.getDefaultInstance());
        String seen = context.request().getHeader("Last-Event-ID");
        return seen == null || seen.isBlank() ? question : question.toBuilder().setAfter(seen.strip()).build();
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void watch(Runnable drain, Runnable gone) {
        response.drainHandler(ignored -> drain.run());
        response.closeHandler(ignored -> gone.run());
        response.exceptionHandler(ignored -> gone.run());
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
    }

    @Override
    public void write(ClusterEvent event) {
        send(text(event));
    }

    @Override
    public void beat() {
        send(": the stream lives\n\n");
    }

    @Override
    public void end(ClusterEvent last) {
        if (!response.closed() && !response.ended()) {
            response.end(text(last));
        }
    }

    private void send(String text) {
        if (!response.closed() && !response.ended()) {
            response.write(text);
        }
    }

    private static String text(ClusterEvent event) {
        return switch (event.getContentCase()) {
            case HAPPENED -> "id: " + event.getId() + "\n" + text("happened", event.getHappened());
            case CHANGED -> text("changed", event.getChanged());
            case REMARK -> text("remark", event.getRemark());
            case CONTENT_NOT_SET -> ":\n\n";
        };
    }

    private static String text(String kind, Message content) {
        try {
            return "event: " + kind + "\ndata: " + PRINTER.print(content) + "\n\n";
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message of our own that cannot be printed", e);
        }
    }
}
