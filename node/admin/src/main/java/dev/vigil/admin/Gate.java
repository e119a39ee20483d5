package dev.vigil.admin;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import javax.net.ssl.SSLSession;

import com.google.protobuf.Message;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.comm.trust.Caller;
import dev.vigil.comm.trust.Role;

/** The one way to a call, whatever protocol it came by: who asks, may they, do it, count it. */
final class Gate {
    private static final Caller STRANGER = new Caller("stranger", Role.GUEST, Caller.How.TOKEN);
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Authentication authentication;
    private final MeterRegistry meters;

    Gate(Authentication authentication, MeterRegistry meters) {
        this.authentication = authentication;
        this.meters = meters;
    }

    /** The caller, when they may make the call; throws {@link AdminRefusal} otherwise. */
    Caller admit(AdminCall<?, ?> call, @Nullable SSLSession session, @Nullable String authorization) {
        if (call.needed().isEmpty()) {
            return STRANGER;
        }
        Caller caller = authentication.callerOf(session, authorization).orElseThrow(() -> counted(call, Authentication.nobody()));
        call.refusalFor(caller).ifPresent(refusal -> {
            throw counted(call, refusal);
        });
        return caller;
    }

    /** Whether somebody may read what needs no more than to be a guest, such as the metrics. */
    Optional<Caller> guest(@Nullable SSLSession session, @Nullable String authorization) {
        return authentication.callerOf(session, authorization);
    }

    <Q extends Message, R extends Message> CompletionStage<R> handle(AdminCall<Q, R> call, Caller caller, Q question) {
        CompletionStage<R> answer;
        try {
            answer = call.work().handle(caller, question);
        } catch (AdminRefusal refusal) {
            answer = CompletableFuture.failedFuture(refusal);
        }
        return answer.whenComplete((message, failure) -> count(call, failure == null ? "OK" : refusalOf(failure).code().name()));
    }

    /** Any failure as a refusal; one that is not ours is a defect and is logged with its place. */
    static AdminRefusal refusalOf(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof AdminRefusal refusal) {
            return refusal;
        }
        LOG.error("admin-defect", cause);
        return new AdminRefusal(AdminRefusal.Code.INTERNAL, "The server met a defect of its own: " + cause,
                "The log holds its place.");
    }

    private AdminRefusal counted(AdminCall<?, ?> call, AdminRefusal refusal) {
        count(call, refusal.code().name());
        return refusal;
    }

    private void count(AdminCall<?, ?> call, String result) {
        meters.counter("vigil.admin.calls", "call", call.method().getName(), "result", result).increment();
    }
}
