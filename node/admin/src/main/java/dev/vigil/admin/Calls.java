package dev.vigil.admin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import com.google.protobuf.Message;

import dev.vigil.comm.trust.Caller;
import dev.vigil.comm.trust.Role;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.protocol.admin.ChangeReply;
import dev.vigil.protocol.admin.ClusterStatus;
import dev.vigil.protocol.admin.CreateDependencyRequest;
import dev.vigil.protocol.admin.CreateInvitationRequest;
import dev.vigil.protocol.admin.CreatePathRequest;
import dev.vigil.protocol.admin.CreateResourceRequest;
import dev.vigil.protocol.admin.CreateTokenRequest;
import dev.vigil.protocol.admin.CreatedInvitation;
import dev.vigil.protocol.admin.CreatedToken;
import dev.vigil.protocol.admin.DeletePathRequest;
import dev.vigil.protocol.admin.ExplainRequest;
import dev.vigil.protocol.admin.Explanation;
import dev.vigil.protocol.admin.ExtendResourceRequest;
import dev.vigil.protocol.admin.GetLcdRequest;
import dev.vigil.protocol.admin.GetStatusRequest;
import dev.vigil.protocol.admin.History;
import dev.vigil.protocol.admin.JoinGrant;
import dev.vigil.protocol.admin.JoinRequest;
import dev.vigil.protocol.admin.Lcd;
import dev.vigil.protocol.admin.ListHistoryRequest;
import dev.vigil.protocol.admin.ListTypesRequest;
import dev.vigil.protocol.admin.MoveRequest;
import dev.vigil.protocol.admin.SetTimingRequest;
import dev.vigil.protocol.admin.StopNodeRequest;
import dev.vigil.protocol.admin.Types;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Request;

/** The table of (call, role): it drives the server, and the test that makes every call as every role and as nobody. */
final class Calls {
    private static final int INVITATION_SECONDS = 15 * 60;

    private final NodeAdministration node;
    private final Requests requests;

    Calls(NodeAdministration node) {
        this.node = node;
        this.requests = new Requests(node);
    }

    List<AdminCall<?, ?>> table() {
        ChangeReply changed = ChangeReply.getDefaultInstance();
        return List.of(
                guest("GetStatus", GetStatusRequest.getDefaultInstance(), ClusterStatus.getDefaultInstance(),
                        q -> StatusAnswer.of(node)),
                guest("ListHistory", ListHistoryRequest.getDefaultInstance(), History.getDefaultInstance(),
                        q -> HistoryAnswer.of(node, q)),
                guest("GetLcd", GetLcdRequest.getDefaultInstance(), Lcd.getDefaultInstance(), q -> LcdAnswer.of(node, q)),
                guest("Explain", ExplainRequest.getDefaultInstance(), Explanation.getDefaultInstance(),
                        q -> HistoryAnswer.explain(node, q)),
                guest("ListTypes", ListTypesRequest.getDefaultInstance(), Types.getDefaultInstance(),
                        q -> Types.newBuilder().addAllTypes(node.types()).build()),
                AdminCall.of("CreateInvitation", Optional.of(Role.ADMINISTRATOR), CreateInvitationRequest.getDefaultInstance(),
                        CreatedInvitation.getDefaultInstance(), this::invite),
                AdminCall.of("Join", Optional.empty(), JoinRequest.getDefaultInstance(), JoinGrant.getDefaultInstance(),
                        (caller, q) -> node.join(q)),
                AdminCall.of("CreateToken", Optional.of(Role.ADMINISTRATOR), CreateTokenRequest.getDefaultInstance(),
                        CreatedToken.getDefaultInstance(), this::createToken),
                AdminCall.of("CreatePath", Optional.of(Role.ADMINISTRATOR), CreatePathRequest.getDefaultInstance(), changed,
                        (caller, q) -> change(caller, requests.createPath(q))),
                AdminCall.of("DeletePath", Optional.of(Role.ADMINISTRATOR), DeletePathRequest.getDefaultInstance(), changed,
                        (caller, q) -> change(caller, requests.deletePath(q))),
                AdminCall.of("SetTiming", Optional.of(Role.ADMINISTRATOR), SetTimingRequest.getDefaultInstance(), changed,
                        (caller, q) -> change(caller, requests.setTiming(q))),
                AdminCall.of("CreateResource", Optional.of(Role.ADMINISTRATOR), CreateResourceRequest.getDefaultInstance(),
                        changed,
                        (caller, q) -> change(caller, requests.createResource(q))),
                AdminCall.of("ExtendResource", Optional.of(Role.ADMINISTRATOR), ExtendResourceRequest.getDefaultInstance(),
                        changed,
                        (caller, q) -> change(caller, requests.extend(q))),
                AdminCall.of("CreateDependency", Optional.of(Role.ADMINISTRATOR), CreateDependencyRequest.getDefaultInstance(),
                        changed,
                        (caller, q) -> change(caller, requests.createDependency(q))),
                AdminCall.of("BringInService", Optional.of(Role.OPERATOR), MoveRequest.getDefaultInstance(), changed,
                        (caller, q) -> change(caller, requests.inService(q))),
                AdminCall.of("TakeOutOfService", Optional.of(Role.OPERATOR), MoveRequest.getDefaultInstance(), changed,
                        (caller, q) -> change(caller, requests.outOfService(q))),
                AdminCall.of("Switchover", Optional.of(Role.OPERATOR), MoveRequest.getDefaultInstance(), changed,
                        (caller, q) -> change(caller, requests.switchover(q))),
                AdminCall.of("StopNode", Optional.of(Role.ADMINISTRATOR), StopNodeRequest.getDefaultInstance(), changed,
                        this::stop));
    }

    /** A query: answered at once from memory. */
    private static <Q extends Message, R extends Message> AdminCall<Q, R> guest(String name,
            Q question, R answer, Function<Q, R> work) {
        return AdminCall.of(name, Optional.of(Role.GUEST), question, answer,
                (caller, q) -> CompletableFuture.completedFuture(work.apply(q)));
    }

    private CompletionStage<ChangeReply> change(Caller caller, Request request) {
        return node.ask(caller, request).thenApply(Calls::toChangeReply);
    }

    private CompletionStage<ChangeReply> stop(Caller caller, StopNodeRequest question) {
        return node
                .stop(caller,
                        question.getSwitchOver() ? Request.ShutdownStrategy.SWITCH_OVER : Request.ShutdownStrategy.OUT_OF_SERVICE)
                .thenApply(Calls::toChangeReply);
    }

    private CompletionStage<CreatedInvitation> invite(Caller caller, CreateInvitationRequest question) {
        NodeId invited = Requests.checked(() -> new NodeId(question.getNode()));
        return node.invite(caller, invited).thenApply(
                text -> CreatedInvitation.newBuilder().setInvitation(text).setValidSeconds(INVITATION_SECONDS).build());
    }

    private CompletionStage<CreatedToken> createToken(Caller caller, CreateTokenRequest question) {
        Role role = Role.ofWord(question.getRole()).orElseThrow(() -> new AdminRefusal(AdminRefusal.Code.INVALID,
                "\"" + question.getRole() + "\" is not a role.", "The roles are administrator, operator and guest."));
        return node.createToken(caller, question.getName(), role)
                .thenApply(token -> CreatedToken.newBuilder().setToken(token).build());
    }

    private static ChangeReply toChangeReply(Reply reply) {
        return switch (reply) {
            case Reply.Done done -> ChangeReply.newBuilder().addAllSentences(done.sentences()).build();
            case Reply.Refused refused -> throw AdminRefusal.of(refused);
        };
    }
}
