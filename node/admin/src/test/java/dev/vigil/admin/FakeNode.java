package dev.vigil.admin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.trust.Caller;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.protocol.admin.ActionOutput;
import dev.vigil.protocol.admin.Finding;
import dev.vigil.protocol.admin.JoinGrant;
import dev.vigil.protocol.admin.JoinRequest;
import dev.vigil.protocol.admin.PropertyInfo;
import dev.vigil.protocol.admin.Quorum;
import dev.vigil.protocol.admin.TypeInfo;
import dev.vigil.recovery.AdminLock;
import dev.vigil.recovery.Readiness;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.preview.Course;
import dev.vigil.recovery.preview.Supposed;
import dev.vigil.recovery.Request;

/** A node named alpha with a database, and one type whose port must be a number. It lives alone and does nothing. */
record FakeNode(LcdState lcd) implements NodeAdministration {
    @Override
    public NodeId self() {
        return new NodeId("alpha");
    }

    @Override
    public NodeVersion version() {
        return new NodeVersion(1, 0, "0.1.0");
    }

    @Override
    public LivenessView liveness() {
        return new LivenessView(Map.of(), Map.of(), Duration.ZERO);
    }

    @Override
    public boolean isImpaired() {
        return false;
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public Optional<AdminLock> adminLock() {
        return Optional.empty();
    }

    @Override
    public List<Readiness> readiness() {
        return List.of();
    }

    @Override
    public Map<Tag, String> running() {
        return Map.of();
    }

    @Override
    public List<HistoryEntry> history() {
        return List.of();
    }

    @Override
    public List<HistoryEntry> knownHistory() {
        return List.of();
    }

    @Override
    public CompletionStage<Map<NodeId, ClockReading>> clocks() {
        return CompletableFuture.completedFuture(Map.of());
    }

    @Override
    public CompletionStage<List<Finding>> whyNot(Tag tag, NodeId node) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<List<Course>> preview(Supposed what) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<String> decisions(Duration last) {
        return CompletableFuture.completedFuture("");
    }

    @Override
    public StorageFigures storage() {
        return new StorageFigures(0, 0);
    }

    @Override
    public List<TypeInfo> types() {
        return List.of(TypeInfo.newBuilder().setType("web-server")
                .addProperties(PropertyInfo.newBuilder().setName("port").setRequired(true).setDescription("Where it listens."))
                .addProperties(PropertyInfo.newBuilder().setName("scheme").setDefaultValue("http")).build());
    }

    @Override
    public List<String> problems(TypeId type, InstanceRow instance) {
        String port = instance.properties().getOrDefault("port", "");
        return port.matches("[0-9]+") ? List.of() : List.of("port=" + port + " must be a number");
    }

    @Override
    public CompletionStage<List<ActionOutput>> outputs(Tag tag, NodeId node) {
        return CompletableFuture.failedFuture(new AdminRefusal(AdminRefusal.Code.NOT_NOW, "Nobody answers.", ""));
    }

    @Override
    public CompletionStage<Reply> ask(Caller caller, Request request) {
        return CompletableFuture.completedFuture(new Reply.Done(List.of(request.toString())));
    }

    @Override
    public CompletionStage<String> invite(Caller caller, NodeId node) {
        return CompletableFuture.completedFuture("invitation");
    }

    @Override
    public CompletionStage<JoinGrant> join(JoinRequest request) {
        return CompletableFuture.completedFuture(JoinGrant.getDefaultInstance());
    }

    @Override
    public NotificationPort notification() {
        return new NobodyIsTold();
    }

    @Override
    public FencingPort fencing() {
        return new NoFences();
    }

    @Override
    public QuorumPort quorum() {
        return new QuorumPort() {
            @Override
            public Quorum votes() {
                return Quorum.getDefaultInstance();
            }

            @Override
            public String prepare(String folder) {
                return folder + "/votes-1";
            }
        };
    }

    @Override
    public CompletionStage<Reply> stop(Caller caller, Request.ShutdownStrategy strategy) {
        return CompletableFuture.completedFuture(new Reply.Done(List.of()));
    }
}
