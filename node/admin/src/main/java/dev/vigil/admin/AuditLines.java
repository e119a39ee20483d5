package dev.vigil.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;

import dev.vigil.comm.trust.Caller;
import dev.vigil.comm.trust.Role;
import dev.vigil.lcd.model.Line;
import dev.vigil.protocol.admin.Audit;
import dev.vigil.protocol.admin.AuditItem;
import dev.vigil.protocol.admin.ListAuditRequest;

/** What stands in a line of the audit, and how it is told to those who ask. */
final class AuditLines {
    private static final String VERB = "audit";
    /** Before the name of each argument, so that none is taken for a field of the line itself. */
    private static final String ARGUMENT = "with.";
    private static final String HIDDEN = "***";
    private static final Pattern SECRET = Pattern.compile("(?i).*(pass|secret|token|credential|key).*");
    private static final int LONGEST_VALUE = 500;
    private static final int USUAL_LIMIT = 100;

    private AuditLines() {}

    /** A call that was made, and how it ended. */
    static Line made(AdminCall<?, ?> call, Admitted by, Message question, Optional<AdminRefusal> refusal, long tookMillis) {
        Caller caller = by.caller();
        Line line = begun(call, by.address(), refusal).with("by", caller.name()).with("role", caller.role().word())
                .with("how", caller.how()).with("took-ms", tookMillis);
        SortedMap<String, String> arguments = new TreeMap<>();
        arguments(question).forEach((name, value) -> arguments.put(ARGUMENT + name, value));
        return line.withAll(arguments);
    }

    /** A call that did not pass the gate; its arguments were not even read. */
    static Line refused(AdminCall<?, ?> call, Optional<Caller> caller, String address, AdminRefusal refusal) {
        Line line = begun(call, address, Optional.of(refusal)).with("by", caller.map(Caller::name).orElse(""));
        return caller.map(one -> line.with("role", one.role().word()).with("how", one.how())).orElse(line);
    }

    private static Line begun(AdminCall<?, ?> call, String address, Optional<AdminRefusal> refusal) {
        return Line.of(VERB).with("at", Instant.now()).with("call", call.method().getName()).with("from", address)
                .with("result", refusal.map(one -> one.code().name()).orElse("OK"))
                .with("sentence", refusal.map(AdminRefusal::sentence).map(AuditLines::shortened).orElse(""));
    }

    static SortedMap<String, String> arguments(Message question) {
        SortedMap<String, String> arguments = new TreeMap<>();
        question.getAllFields().forEach((field, value) -> arguments.put(field.getName(), shortened(text(field, value))));
        return arguments;
    }

    private static String text(FieldDescriptor field, Object value) {
        if (isSecret(field.getName())) {
            return HIDDEN;
        }
        if (field.isMapField()) {
            return ((List<?>) value).stream().map(Message.class::cast).map(AuditLines::entry).collect(Collectors.joining(", "));
        }
        if (field.isRepeated()) {
            return ((List<?>) value).stream().map(AuditLines::plain).collect(Collectors.joining(", "));
        }
        return plain(value);
    }

    private static String plain(Object value) {
        return switch (value) {
            case ByteString bytes -> bytes.size() + " bytes";
            case Message message -> arguments(message).toString();
            default -> String.valueOf(value);
        };
    }

    private static String entry(Message entry) {
        FieldDescriptor key = entry.getDescriptorForType().findFieldByNumber(1);
        FieldDescriptor value = entry.getDescriptorForType().findFieldByNumber(2);
        String name = String.valueOf(entry.getField(key));
        return name + "=" + (isSecret(name) ? HIDDEN : plain(entry.getField(value)));
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
    }

    /** The call that tells the audit. */
    static AdminCall<ListAuditRequest, Audit> call(AuditLog log) {
        return AdminCall.of("ListAudit", Optional.of(Role.ADMINISTRATOR), ListAuditRequest.getDefaultInstance(),
                Audit.getDefaultInstance(), (caller, question) -> CompletableFuture.completedFuture(answer(log, question)));
    }

    private static Audit answer(AuditLog log, ListAuditRequest question) {
        long limit = question.getLimit() == 0 ? USUAL_LIMIT : Integer.toUnsignedLong(question.getLimit());
        Audit.Builder audit = Audit.newBuilder();
        log.newest().stream().filter(line -> isAsked(line, "by", question.getBy()))
                .filter(line -> isAsked(line, "call", question.getCall())).limit(limit)
                .forEach(line -> audit.addItems(item(line)));
        return audit.build();
    }

    private static boolean isAsked(Line line, String field, String asked) {
        return asked.isEmpty() || asked.equals(line.find(field).orElse(""));
    }

    private static AuditItem item(Line line) {
        AuditItem.Builder item = AuditItem.newBuilder().setWallTime(field(line, "at")).setBy(field(line, "by"))
                .setRole(field(line, "role")).setHow(field(line, "how")).setFrom(field(line, "from"))
                .setCall(field(line, "call")).setResult(field(line, "result")).setSentence(field(line, "sentence"))
                .setTookMs(line.find("took-ms").map(Long::parseLong).orElse(0L));
        for (Map.Entry<String, String> field : line.fields().entrySet()) {
            if (field.getKey().startsWith(ARGUMENT)) {
                item.putArguments(field.getKey().substring(ARGUMENT.length()), field.getValue());
            }
        }
        return item.build();
    }

    private static String field(Line line, String name) {
        return line.find(name).orElse("");
    }
}
