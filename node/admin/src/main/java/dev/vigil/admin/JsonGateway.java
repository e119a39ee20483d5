package dev.vigil.admin;

import java.util.Map;
import java.util.concurrent.CompletionStage;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Every call as JSON over HTTP, at the path that the protocol's own annotation gives it. Written here because the library's
 * transcoding refuses a GET without a content type and answers errors without a word (ADR 8).
 */
final class JsonGateway {
    private static final int LONGEST_REASON = 200;
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().preservingProtoFieldNames()
            .alwaysPrintFieldsWithNoPresence();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser();

    private final Gate gate;

    JsonGateway(Gate gate) {
        this.gate = gate;
    }

    void route(Router router, Iterable<AdminCall<?, ?>> calls) {
        for (AdminCall<?, ?> call : calls) {
            HttpRule rule = call.method().getOptions().getExtension(AnnotationsProto.http);
            boolean isGet = rule.getPatternCase() == HttpRule.PatternCase.GET;
            String path = isGet ? rule.getGet() : rule.getPost();
            // A colon begins a parameter in the router's paths; in ours it parts the resource from the verb.
            String pattern = "^" + path.replace(".", "\\.").replaceAll("\\{([a-z]+)}", "(?<$1>[^/]+)") + "$";
            router.routeWithRegex(isGet ? HttpMethod.GET : HttpMethod.POST, pattern).handler(context -> serve(context, call));
        }
    }

    private <Q extends Message, R extends Message> void serve(RoutingContext context, AdminCall<Q, R> call) {
        try {
            Admitted by = gate.admit(call, visitor(context));
            Q question = read(context, call.question());
            answer(context, gate.handle(call, by, question));
        } catch (AdminRefusal refusal) {
            refuse(context, refusal);
        }
    }

    private <R extends Message> void answer(RoutingContext context, CompletionStage<R> answer) {
        answer.whenComplete((message, failure) -> context.vertx().runOnContext(ignored -> {
            if (failure != null) {
                refuse(context, Gate.refusalOf(failure));
                return;
            }
            send(context, 200, print(message));
        }));
    }

    static Visitor visitor(RoutingContext context) {
        return new Visitor(context.request().sslSession(), context.request().getHeader("Authorization"),
                context.request().remoteAddress().hostAddress());
    }

    static void refuse(RoutingContext context, AdminRefusal refusal) {
        if (refusal.code() == AdminRefusal.Code.LIMITED && !context.response().headWritten()) {
            context.response().putHeader("Retry-After", "1");
        }
        JsonObject body = new JsonObject().put("code", refusal.code().name()).put("sentence", refusal.sentence()).put("hint",
                refusal.hint());
        send(context, refusal.code().http(), body.encode());
    }

    private static void send(RoutingContext context, int status, String body) {
        if (!context.response().ended() && !context.response().closed()) {
            context.response().setStatusCode(status).putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(body + "\n");
        }
    }

    private static String print(Message message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message of our own that cannot be printed", e);
        }
    }

    static <Q extends Message> Q read(RoutingContext context, Q prototype) {
        Message.Builder builder = prototype.newBuilderForType();
        try {
            String body = context.body() == null ? null : context.body().asString();
            if (body != null && !body.isBlank()) {
                PARSER.merge(body, builder);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID,
                    "The body is not the JSON of " + prototype.getDescriptorForType().getName()
                            + ": " + shortened(String.valueOf(e.getMessage())) + ".",
                    "Its fields are " + fieldNames(prototype) + ".");
        }
        context.pathParams().forEach((name, value) -> set(builder, name, value));
        for (Map.Entry<String, String> parameter : context.queryParams()) {
            set(builder, parameter.getKey(), parameter.getValue());
        }
        @SuppressWarnings("unchecked")
        Q question = (Q) builder.build();
        return question;
    }

    private static void set(Message.Builder builder, String name, String value) {
        FieldDescriptor field = builder.getDescriptorForType().findFieldByName(name);
        if (field == null) {
            if (!name.matches("[0-9]+|param[0-9]+")) {
                throw new AdminRefusal(AdminRefusal.Code.INVALID, "There is no parameter " + name + ".",
                        "There are " + fieldNames(builder) + ".");
            }
            return;
        }
        try {
            switch (field.getJavaType()) {
                case STRING -> builder.setField(field, value);
                case INT -> builder.setField(field, Integer.parseUnsignedInt(value));
                case LONG -> builder.setField(field, Long.parseUnsignedLong(value));
                case BOOLEAN -> builder.setField(field, Boolean.parseBoolean(value));
                default -> throw new AdminRefusal(AdminRefusal.Code.INVALID, name + " cannot be given as a parameter.",
                        "Put it in the body.");
            }
        } catch (NumberFormatException e) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, "The parameter " + name + "=" + value + " is not a number.",
                    "Give a number.");
        }
    }

    /** The parser tells the whole way to the place, which can be as long as the body. */
    private static String shortened(String message) {
        return message.length() <= LONGEST_REASON ? message : message.substring(0, LONGEST_REASON) + "...";
    }

    private static String fieldNames(com.google.protobuf.MessageOrBuilder message) {
        return String.join(", ", message.getDescriptorForType().getFields().stream().map(FieldDescriptor::getName).toList());
    }
}
