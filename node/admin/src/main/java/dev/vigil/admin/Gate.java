package dev.vigil.admin;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.Message;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.comm.trust.Caller;
import dev.vigil.comm.trust.Role;

/**
 * The one way to a call, whatever protocol it came by: who asks, may they, do it, count it, and write down each change. Used by the
 * event loop of the administration alone.
 */
final class Gate {
    private static final Caller STRANGER = new Caller("stranger", Role.GUEST, Caller.How.TOKEN);
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Authentication authentication;
    private final MeterRegistry meters;
    private final AuditLog audit;
    private final CallLimits perSecond;
    private final RateLimits limits;

    Gate(Authentication authentication, MeterRegistry meters, AuditLog audit, CallLimits perSecond) {
        this.perSecond = perSecond;
        this.limits = new RateLimits(perSecond, System::nanoTime);
        this.authentication = authentication;
        this.meters = meters;
        this.audit = audit;
    }

    /** The caller, when they may make the call; throws {@link AdminRefusal} otherwise. */
    Admitted admit(AdminCall<?, ?> call, Visitor visitor) {
        String address = visitor.address();
        if (call.needed().isEmpty()) {
            if (!limits.takeStranger(address)) {
                throw counted(call, strange(address));
            }
            return new Admitted(STRANGER, address);
        }
        Caller caller = guest(visitor).orElseThrow(() -> nobody(call, address));
        String name = caller.how() + " " + caller.name();
        if (call.isChange() ? !limits.takeChange(name) : !limits.takeQuery(name)) {
            throw counted(call, call.isChange()
                    ? tooMany(caller.name(), perSecond.changes(), "changes-per-second")
                    : tooMany(caller.name(), perSecond.queries(), "queries-per-second"));
        }
        call.refusalFor(caller).ifPresent(refusal -> {
            if (call.isChange()) {
                audit.write(AuditLines.refused(call, Optional.of(caller), address, refusal));
            }
            throw counted(call, refusal);
        });
        return new Admitted(caller, address);
    }

    /** Why this visitor may not read what needs no more than to be a guest and is no call of ours; empty when he may. */
    Optional<AdminRefusal> refusalOfGuest(Visitor visitor) {
        Optional<Caller> caller = guest(visitor);
        if (caller.isEmpty()) {
            return Optional.of(limits.takeStranger(visitor.address())
                    ? Authentication.nobody()
                    : strange(visitor.address()));
        }
        return limits.takeQuery(caller.get().how() + " " + caller.get().name())
                ? Optional.empty()
                : Optional.of(tooMany(caller.get().name(), perSecond.queries(), "queries-per-second"));
    }

    private AdminRefusal nobody(AdminCall<?, ?> call, String address) {
        if (!limits.takeStranger(address)) {
            return counted(call, strange(address));
        }
        AdminRefusal refusal = Authentication.nobody();
        if (call.isChange() && limits.takeLineForStranger()) {
            audit.write(AuditLines.refused(call, Optional.empty(), address, refusal));
        }
        return counted(call, refusal);
    }

    private AdminRefusal strange(String address) {
        return tooMany(address, perSecond.strangers(), "strangers-per-second");
    }

    private static AdminRefusal tooMany(String who, int limit, String key) {
        return new AdminRefusal(AdminRefusal.Code.LIMITED, who + " asks more than " + limit + " times a second.",
                "Ask again in a second; the limit is " + key + " in conf/vigil.yaml of this node.");
    }

    /** Whether somebody may read what needs no more than to be a guest, such as the metrics. */
    Optional<Caller> guest(Visitor visitor) {
        return authentication.callerOf(visitor.session(), visitor.authorization());
    }

    /** Carries the call out. The answer to a change is given when its line of the audit is on disk, or could not be written. */
    <Q extends Message, R extends Message> CompletionStage<R> handle(AdminCall<Q, R> call, Admitted by, Q question) {
        long begunNanos = System.nanoTime();
        CompletableFuture<R> told = new CompletableFuture<>();
        carryOut(call, by, question).whenComplete((message, failure) -> {
            Optional<AdminRefusal> refusal = Optional.ofNullable(failure).map(Gate::refusalOf);
            count(call, refusal.map(one -> one.code().name()).orElse("OK"));
            CompletionStage<Boolean> kept = call.isChange()
                    ? audit.write(AuditLines.made(call, by, question, refusal,
                            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos)))
                    : CompletableFuture.completedFuture(true);
            kept.thenAccept(isKept -> refusal.ifPresentOrElse(told::completeExceptionally, () -> told.complete(message)));
        });
        return told;
    }

    private static <Q extends Message, R extends Message> CompletionStage<R> carryOut(AdminCall<Q, R> call, Admitted by,
            Q question) {
        try {
            return call.work().handle(by.caller(), question);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
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
        Counter.builder("vigil.admin.calls").description("Calls of the administration, by result")
                .tag("call", call.method().getName()).tag("result", result).register(meters).increment();
    }
}
