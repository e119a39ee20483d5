package dev.vigil.admin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

import com.google.protobuf.Message;

import dev.vigil.comm.trust.Caller;
import dev.vigil.comm.trust.Role;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.protocol.admin.AdminLock;
import dev.vigil.protocol.admin.ConfirmFailoverRequest;
import dev.vigil.protocol.admin.FreezeRequest;
import dev.vigil.protocol.admin.NodeRulingRequest;
import dev.vigil.protocol.admin.ResourceRulingRequest;
import dev.vigil.protocol.admin.SetNodeRequest;
import dev.vigil.protocol.admin.UnfreezeRequest;
import dev.vigil.protocol.admin.ChangeReply;
import dev.vigil.protocol.admin.TestFenceRequest;
import dev.vigil.protocol.admin.SetFencingRequest;
import dev.vigil.protocol.admin.ListFencesRequest;
import dev.vigil.protocol.admin.Fences;
import dev.vigil.protocol.admin.DeleteFenceRequest;
import dev.vigil.protocol.admin.CreateFenceRequest;
import dev.vigil.protocol.admin.ChangeResourceRequest;
import dev.vigil.protocol.admin.ClusterStatus;
import dev.vigil.protocol.admin.CreateDependencyRequest;
import dev.vigil.protocol.admin.CreateInvitationRequest;
import dev.vigil.protocol.admin.CreatePathRequest;
import dev.vigil.protocol.admin.CreateReceiverRequest;
import dev.vigil.protocol.admin.CreateResourceRequest;
import dev.vigil.protocol.admin.CreatedInvitation;
import dev.vigil.protocol.admin.DeleteDependencyRequest;
import dev.vigil.protocol.admin.DeletePathRequest;
import dev.vigil.protocol.admin.DeleteReceiverRequest;
import dev.vigil.protocol.admin.DeleteResourceRequest;
import dev.vigil.protocol.admin.ExplainRequest;
import dev.vigil.protocol.admin.Explanation;
import dev.vigil.protocol.admin.PreviewRequest;
import dev.vigil.protocol.admin.ListClusterHistoryRequest;
import dev.vigil.protocol.admin.Forecast;
import dev.vigil.protocol.admin.ExportDecisionsRequest;
import dev.vigil.protocol.admin.Decisions;
import dev.vigil.protocol.admin.ClusterHistory;
import dev.vigil.protocol.admin.ExtendResourceRequest;
import dev.vigil.protocol.admin.FlagRequest;
import dev.vigil.protocol.admin.GetLcdRequest;
import dev.vigil.protocol.admin.GetAdminLockRequest;
import dev.vigil.protocol.admin.ForceQuorumRequest;
import dev.vigil.protocol.admin.GetQuorumRequest;
import dev.vigil.protocol.admin.GetStatusRequest;
import dev.vigil.protocol.admin.History;
import dev.vigil.protocol.admin.JoinGrant;
import dev.vigil.protocol.admin.JoinRequest;
import dev.vigil.protocol.admin.Lcd;
import dev.vigil.protocol.admin.ListHistoryRequest;
import dev.vigil.protocol.admin.ListOutputRequest;
import dev.vigil.protocol.admin.ListReceiversRequest;
import dev.vigil.protocol.admin.ListTypesRequest;
import dev.vigil.protocol.admin.MoveRequest;
import dev.vigil.protocol.admin.Outputs;
import dev.vigil.protocol.admin.Quorum;
import dev.vigil.protocol.admin.Receivers;
import dev.vigil.protocol.admin.RemoveNodeRequest;
import dev.vigil.protocol.admin.RunActionRequest;
import dev.vigil.protocol.admin.SendEventRequest;
import dev.vigil.protocol.admin.SetQuorumRequest;
import dev.vigil.protocol.admin.SetStateRequest;
import dev.vigil.protocol.admin.SetTimingRequest;
import dev.vigil.protocol.admin.StopNodeRequest;
import dev.vigil.protocol.admin.TestReceiverRequest;
import dev.vigil.protocol.admin.Types;
import dev.vigil.protocol.admin.UnextendResourceRequest;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Request;

/** The table of (call, role): it drives the server, and the test that makes every call as every role and as nobody. */
final class Calls {
    private static final int INVITATION_SECONDS = 15 * 60;
    private static final int DECISIONS_SECONDS = 10 * 60;

    private final NodeAdministration node;
    private final Requests requests;
    private final UpkeepRequests upkeep;
    private final ReceiverCalls receivers;
    private final RulingRequests rulings;
    private final QuorumCalls quorum;
    private final FenceCalls fences;

    Calls(NodeAdministration node) {
        this.node = node;
        this.requests = new Requests(node);
        this.upkeep = new UpkeepRequests(node);
        this.receivers = new ReceiverCalls(node);
        this.rulings = new RulingRequests(node.self());
        this.quorum = new QuorumCalls(node);
        this.fences = new FenceCalls(node);
    }

    List<AdminCall<?, ?>> table() {
        return Stream.of(fencing(), overrides(), others()).<AdminCall<?, ?>>flatMap(List::stream).toList();
    }

    private List<AdminCall<?, ?>> fencing() {
        return List.of(
                guest("ListFences", ListFencesRequest.getDefaultInstance(), Fences.getDefaultInstance(), q -> fences.list()),
                administrator("CreateFence", CreateFenceRequest.getDefaultInstance(), fences::create),
                administrator("DeleteFence", DeleteFenceRequest.getDefaultInstance(), fences::delete),
                AdminCall.of("TestFence", Optional.of(Role.OPERATOR), TestFenceRequest.getDefaultInstance(),
                        ChangeReply.getDefaultInstance(), (caller, q) -> fences.test(q)),
                administrator("SetFencing", SetFencingRequest.getDefaultInstance(), fences::set),
                administrator("FenceNode", NodeRulingRequest.getDefaultInstance(), rulings::fenceNode));
    }

    private List<AdminCall<?, ?>> overrides() {
        return List.of(
                operator("Freeze", FreezeRequest.getDefaultInstance(), rulings::freeze),
                operator("Unfreeze", UnfreezeRequest.getDefaultInstance(), rulings::unfreeze),
                operator("ConfirmFailover", ConfirmFailoverRequest.getDefaultInstance(), rulings::confirmFailover),
                administrator("ConfirmDead", NodeRulingRequest.getDefaultInstance(), rulings::confirmDead),
                administrator("StartAlone", NodeRulingRequest.getDefaultInstance(), rulings::startAlone),
                administrator("SetNode", SetNodeRequest.getDefaultInstance(), rulings::setNode),
                administrator("ClearFailed", ResourceRulingRequest.getDefaultInstance(), rulings::clearFailed),
                administrator("ConfirmStopped", ResourceRulingRequest.getDefaultInstance(), rulings::confirmStopped),
                administrator("ClearDoubt", ResourceRulingRequest.getDefaultInstance(), rulings::clearDoubt),
                administrator("KeepOwner", ResourceRulingRequest.getDefaultInstance(), rulings::keepOwner));
    }

    private List<AdminCall<?, ?>> others() {
        return List.of(
                guest("GetStatus", GetStatusRequest.getDefaultInstance(), ClusterStatus.getDefaultInstance(),
                        q -> StatusAnswer.of(node)),
                guest("ListHistory", ListHistoryRequest.getDefaultInstance(), History.getDefaultInstance(),
                        q -> HistoryAnswer.of(node, q)),
                guest("GetLcd", GetLcdRequest.getDefaultInstance(), Lcd.getDefaultInstance(), q -> LcdAnswer.of(node, q)),
                AdminCall.of("Explain", Optional.of(Role.GUEST), ExplainRequest.getDefaultInstance(),
                        Explanation.getDefaultInstance(), (caller, q) -> ExplainAnswer.of(node, q)),
                AdminCall.of("Preview", Optional.of(Role.GUEST), PreviewRequest.getDefaultInstance(),
                        Forecast.getDefaultInstance(), (caller, q) -> PreviewAnswer.of(node, q)),
                AdminCall.of("ListClusterHistory", Optional.of(Role.GUEST), ListClusterHistoryRequest.getDefaultInstance(),
                        ClusterHistory.getDefaultInstance(), (caller, q) -> ClusterHistoryAnswer.of(node, q)),
                AdminCall.of("ExportDecisions", Optional.of(Role.OPERATOR), ExportDecisionsRequest.getDefaultInstance(),
                        Decisions.getDefaultInstance(), this::decisions),
                guest("ListTypes", ListTypesRequest.getDefaultInstance(), Types.getDefaultInstance(),
                        q -> Types.newBuilder().addAllTypes(node.types()).build()),
                AdminCall.of("ListOutput", Optional.of(Role.OPERATOR), ListOutputRequest.getDefaultInstance(),
                        Outputs.getDefaultInstance(), (caller, q) -> OutputAnswer.of(node, q)),
                AdminCall.of("CreateInvitation", Optional.of(Role.ADMINISTRATOR), CreateInvitationRequest.getDefaultInstance(),
                        CreatedInvitation.getDefaultInstance(), this::invite),
                administrator("RemoveNode", RemoveNodeRequest.getDefaultInstance(), upkeep::removeNode),
                AdminCall.of("ReplaceNode", Optional.of(Role.ADMINISTRATOR), NodeRulingRequest.getDefaultInstance(),
                        CreatedInvitation.getDefaultInstance(), this::replace),
                AdminCall.of("Join", Optional.empty(), JoinRequest.getDefaultInstance(), JoinGrant.getDefaultInstance(),
                        (caller, q) -> node.join(q)),
                guest("ListReceivers", ListReceiversRequest.getDefaultInstance(), Receivers.getDefaultInstance(),
                        q -> receivers.list()),
                administrator("CreateReceiver", CreateReceiverRequest.getDefaultInstance(), receivers::create),
                administrator("DeleteReceiver", DeleteReceiverRequest.getDefaultInstance(), receivers::delete),
                AdminCall.of("TestReceiver", Optional.of(Role.OPERATOR), TestReceiverRequest.getDefaultInstance(),
                        ChangeReply.getDefaultInstance(), (caller, q) -> receivers.test(q)),
                guest("GetAdminLock", GetAdminLockRequest.getDefaultInstance(), AdminLock.getDefaultInstance(), q -> lock()),
                administrator("BreakAdminLock", NodeRulingRequest.getDefaultInstance(), rulings::breakLock),
                guest("GetQuorum", GetQuorumRequest.getDefaultInstance(), Quorum.getDefaultInstance(), q -> quorum.get()),
                administrator("SetQuorum", SetQuorumRequest.getDefaultInstance(), quorum::set),
                administrator("ForceQuorum", ForceQuorumRequest.getDefaultInstance(), quorum::force),
                administrator("CreatePath", CreatePathRequest.getDefaultInstance(), requests::createPath),
                administrator("DeletePath", DeletePathRequest.getDefaultInstance(), requests::deletePath),
                administrator("SetTiming", SetTimingRequest.getDefaultInstance(), requests::setTiming),
                administrator("CreateResource", CreateResourceRequest.getDefaultInstance(), requests::createResource),
                administrator("ExtendResource", ExtendResourceRequest.getDefaultInstance(), requests::extend),
                administrator("CreateDependency", CreateDependencyRequest.getDefaultInstance(), requests::createDependency),
                administrator("DeleteResource", DeleteResourceRequest.getDefaultInstance(), upkeep::delete),
                administrator("UnextendResource", UnextendResourceRequest.getDefaultInstance(), upkeep::unextend),
                administrator("ChangeResource", ChangeResourceRequest.getDefaultInstance(), upkeep::change),
                administrator("DeleteDependency", DeleteDependencyRequest.getDefaultInstance(), upkeep::deleteDependency),
                administrator("SetState", SetStateRequest.getDefaultInstance(), upkeep::setState),
                operator("RunAction", RunActionRequest.getDefaultInstance(), upkeep::runAction),
                operator("SendEvent", SendEventRequest.getDefaultInstance(), upkeep::sendEvent),
                operator("SetFlag", FlagRequest.getDefaultInstance(), upkeep::setFlag),
                operator("ClearFlag", FlagRequest.getDefaultInstance(), upkeep::clearFlag),
                operator("BringInService", MoveRequest.getDefaultInstance(), requests::inService),
                operator("TakeOutOfService", MoveRequest.getDefaultInstance(), requests::outOfService),
                operator("Switchover", MoveRequest.getDefaultInstance(), requests::switchover),
                AdminCall.of("StopNode", Optional.of(Role.ADMINISTRATOR), StopNodeRequest.getDefaultInstance(),
                        ChangeReply.getDefaultInstance(), this::stop));
    }

    private AdminLock lock() {
        return node.adminLock().map(lock -> AdminLock.newBuilder().setHolder(lock.holder().value()).setWork(lock.work())
                .setStep(lock.step()).setSeconds(lock.lasts().map(Duration::toSeconds).orElse(0L)).build())
                .orElse(AdminLock.getDefaultInstance());
    }

    /** A query: answered at once from memory. */
    private static <Q extends Message, R extends Message> AdminCall<Q, R> guest(String name,
            Q question, R answer, Function<Q, R> work) {
        return AdminCall.of(name, Optional.of(Role.GUEST), question, answer,
                (caller, q) -> CompletableFuture.completedFuture(work.apply(q)));
    }

    private <Q extends Message> AdminCall<Q, ChangeReply> administrator(String name, Q question, Function<Q, Request> work) {
        return changing(name, Role.ADMINISTRATOR, question, work);
    }

    private <Q extends Message> AdminCall<Q, ChangeReply> operator(String name, Q question, Function<Q, Request> work) {
        return changing(name, Role.OPERATOR, question, work);
    }

    /** A change: the controller answers. */
    private <Q extends Message> AdminCall<Q, ChangeReply> changing(String name, Role role, Q question,
            Function<Q, Request> work) {
        return AdminCall.of(name, Optional.of(role), question, ChangeReply.getDefaultInstance(),
                (caller, q) -> change(caller, work.apply(q)));
    }

    private CompletionStage<ChangeReply> change(Caller caller, Request request) {
        return node.ask(caller, request).thenApply(Calls::toChangeReply);
    }

    private CompletionStage<ChangeReply> stop(Caller caller, StopNodeRequest question) {
        return node.stop(caller, strategy(question)).thenApply(Calls::toChangeReply);
    }

    private static Request.ShutdownStrategy strategy(StopNodeRequest question) {
        if (question.getHandOver()) {
            return Request.ShutdownStrategy.HAND_OVER;
        }
        return question.getSwitchOver() ? Request.ShutdownStrategy.SWITCH_OVER : Request.ShutdownStrategy.OUT_OF_SERVICE;
    }

    private CompletionStage<Decisions> decisions(Caller caller, ExportDecisionsRequest question) {
        int seconds = question.getLastSeconds() == 0 ? DECISIONS_SECONDS : question.getLastSeconds();
        return node.decisions(Duration.ofSeconds(Integer.toUnsignedLong(seconds)))
                .thenApply(text -> Decisions.newBuilder().setText(text).build());
    }

    private CompletionStage<CreatedInvitation> invite(Caller caller, CreateInvitationRequest question) {
        NodeId invited = Requests.checked(() -> new NodeId(question.getNode()));
        if (node.lcd().config().system(invited).isPresent()) {
            throw new AdminRefusal(AdminRefusal.Code.ALREADY_EXISTS, "Node " + invited + " belongs to the cluster.",
                    "Another machine takes its name by vigil cluster replace " + invited + ".");
        }
        return invitation(caller, invited);
    }

    private CompletionStage<CreatedInvitation> invitation(Caller caller, NodeId invited) {
        return node.invite(caller, invited).thenApply(
                text -> CreatedInvitation.newBuilder().setInvitation(text).setValidSeconds(INVITATION_SECONDS).build());
    }

    /** First the machine is called dead, so that nobody waits for it; then another one may take its name. */
    private CompletionStage<CreatedInvitation> replace(Caller caller, NodeRulingRequest question) {
        return change(caller, rulings.confirmDead(question))
                .thenCompose(said -> invitation(caller, new NodeId(question.getNode())));
    }

    private static ChangeReply toChangeReply(Reply reply) {
        return switch (reply) {
            case Reply.Done done -> ChangeReply.newBuilder().addAllSentences(done.sentences()).build();
            case Reply.Refused refused -> throw AdminRefusal.of(refused);
        };
    }
}
