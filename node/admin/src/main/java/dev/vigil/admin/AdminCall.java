package dev.vigil.admin;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;

import dev.vigil.comm.trust.Caller;
import dev.vigil.comm.trust.Role;
import dev.vigil.protocol.admin.AdminProto;

/**
 * One call of the administration: its description in the protocol, the role it needs, and what it does. An empty role means that the
 * message itself carries the proof.
 */
record AdminCall<Q extends Message, R extends Message>(MethodDescriptor method, Optional<Role> needed, Q question, R answer,
        Work<Q, R> work) {

    /** The work of one call. Called on an event loop: must not block. Fails with {@link AdminRefusal}. */
    interface Work<Q, R> {
        CompletionStage<R> handle(Caller caller, Q question);
    }

    static <Q extends Message, R extends Message> AdminCall<Q, R> of(String name, Optional<Role> needed, Q question, R answer,
            Work<Q, R> work) {
        MethodDescriptor method = AdminProto.getDescriptor().findServiceByName("Administration").findMethodByName(name);
        if (method == null || !method.getInputType().equals(question.getDescriptorForType())
                || !method.getOutputType().equals(answer.getDescriptorForType())) {
            throw new IllegalArgumentException("the protocol has no call " + name + " with these messages");
        }
        return new AdminCall<>(method, needed, question, answer, work);
    }

    /** Whether it changes something: such a call is a POST. */
    boolean isChange() {
        return method.getOptions().getExtension(AnnotationsProto.http).getPatternCase() != HttpRule.PatternCase.GET;
    }

    /** Whether {@code caller} may make this call; the refusal names the role it needs. */
    Optional<AdminRefusal> refusalFor(Caller caller) {
        if (needed.isEmpty() || caller.role().permits(needed.get())) {
            return Optional.empty();
        }
        String role = needed.get().word();
        return Optional.of(new AdminRefusal(AdminRefusal.Code.FORBIDDEN,
                caller.name() + " is " + caller.role().word() + "; " + method.getName() + " needs " + role + ".",
                "Ask with a token or certificate of role " + role + "."));
    }
}
