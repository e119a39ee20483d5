package dev.vigil.server.wiring;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.vigil.admin.AdminRefusal;
import dev.vigil.admin.FencingPort;
import dev.vigil.admin.NodeAdministration;
import dev.vigil.admin.NotificationPort;
import dev.vigil.admin.QuorumPort;
import dev.vigil.comm.OwnVersion;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.trust.Caller;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.store.LcdStore;
import dev.vigil.protocol.admin.ActionOutput;
import dev.vigil.protocol.admin.Finding;
import dev.vigil.protocol.admin.JoinGrant;
import dev.vigil.protocol.admin.JoinRequest;
import dev.vigil.protocol.admin.TypeInfo;
import dev.vigil.recovery.AdminLock;
import dev.vigil.recovery.Readiness;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.preview.Course;
import dev.vigil.recovery.preview.Supposed;
import dev.vigil.server.guarding.GuardFigures;
import dev.vigil.server.kithost.KitCatalog;
import dev.vigil.server.kithost.KitHost;
import dev.vigil.server.kithost.RunningCall;
import dev.vigil.server.membership.Admitting;

/** The running node as its administration sees it. */
final class NodePort implements NodeAdministration {
    private final NodeId self;
    private final LcdStore store;
    private final KitHost kits;
    private final Questions questions;
    private final Admitting admitting;
    private final Watched watched;

    /** What the port looks at but does not own. */
    record Watched(LivenessWatch liveness, Warnings warnings, Kits kits, OutputExchange outputs, Insight insight,
            NotificationPort notification, QuorumPort quorum, FencingPort fencing, Ends ends) {}

    /** How its process ends: with everything out, or with everything left running under the eyes of the guard. */
    record Ends(Runnable stop, Runnable leave, Supplier<GuardFigures> guard) {}

    NodePort(NodeId self, LcdStore store, KitHost kits, Questions questions, Admitting admitting, Watched watched) {
        this.self = self;
        this.store = store;
        this.kits = kits;
        this.questions = questions;
        this.admitting = admitting;
        this.watched = watched;
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public NodeVersion version() {
        return OwnVersion.read();
    }

    @Override
    public LcdState lcd() {
        return store.state();
    }

    @Override
    public LivenessView liveness() {
        return watched.liveness().view();
    }

    @Override
    public boolean isImpaired() {
        return watched.warnings().isImpaired();
    }

    @Override
    public List<String> warnings() {
        return watched.warnings().list();
    }

    @Override
    public Optional<AdminLock> adminLock() {
        return watched.warnings().adminLock();
    }

    @Override
    public List<Readiness> readiness() {
        return watched.warnings().readiness();
    }

    @Override
    public Map<Tag, String> running() {
        return kits.running().stream().collect(Collectors.toMap(RunningCall::tag, NodePort::words, (first, second) -> first));
    }

    private static String words(RunningCall call) {
        String progress = call.progress().isEmpty() ? "" : ": " + call.progress();
        return call.action() + ", " + String.format(Locale.ROOT, "%.1f s", call.age().toMillis() / 1000.0) + progress;
    }

    @Override
    public List<HistoryEntry> history() {
        return store.history().stream().filter(entry -> entry.node().equals(self)).toList();
    }

    @Override
    public List<HistoryEntry> knownHistory() {
        return store.history();
    }

    @Override
    public CompletionStage<Map<NodeId, ClockReading>> clocks() {
        return watched.insight().clocks();
    }

    @Override
    public CompletionStage<List<Finding>> whyNot(Tag tag, NodeId node) {
        return watched.insight().whyNot(tag, node);
    }

    @Override
    public CompletionStage<List<Course>> preview(Supposed what) {
        return watched.insight().preview(what);
    }

    @Override
    public CompletionStage<String> decisions(Duration last) {
        return watched.insight().decisions(last);
    }

    @Override
    public StorageFigures storage() {
        // Asked in this order: a record that the mirror takes in between is then counted once, never twice.
        long mirrored = store.mirrorFigures().appliedIndex();
        long lag = store.mirrorLag();
        return new StorageFigures(mirrored + lag, lag);
    }

    @Override
    public List<TypeInfo> types() {
        return watched.kits().infos();
    }

    @Override
    public List<String> problems(TypeId type, InstanceRow instance) {
        return switch (watched.kits().catalog().check(type, instance)) {
            case KitCatalog.Checked.Right right -> List.of();
            case KitCatalog.Checked.Wrong wrong -> wrong.sentences();
        };
    }

    @Override
    public CompletionStage<List<ActionOutput>> outputs(Tag tag, NodeId node) {
        return watched.outputs().ask(node, tag).handle((kept, trouble) -> {
            if (trouble != null) {
                throw new AdminRefusal(AdminRefusal.Code.NOT_NOW,
                        node + " does not answer: it cannot be reached, or is of an older version.",
                        "vigil status shows its paths.");
            }
            return kept.stream().map(one -> ActionOutput.newBuilder().setNode(node.value()).setAction(one.action().word())
                    .setBegan(one.began().toString()).setTookMs(one.took().toMillis()).setOutcome(one.outcome())
                    .setText(one.text()).build()).toList();
        });
    }

    @Override
    public CompletionStage<Reply> ask(Caller caller, Request request) {
        return questions.ask(caller.name(), request);
    }

    @Override
    public CompletionStage<String> invite(Caller caller, NodeId node) {
        return admitting.invite(node);
    }

    @Override
    public CompletionStage<JoinGrant> join(JoinRequest request) {
        return admitting.admit(request, () -> store.state().config(),
                change -> questions.ask("join of " + request.getNode(), change));
    }

    @Override
    public NotificationPort notification() {
        return watched.notification();
    }

    @Override
    public QuorumPort quorum() {
        return watched.quorum();
    }

    @Override
    public FencingPort fencing() {
        return watched.fencing();
    }

    @Override
    public CompletionStage<Reply> stop(Caller caller, Request.ShutdownStrategy strategy) {
        boolean isLeft = strategy == Request.ShutdownStrategy.HAND_OVER;
        if (isLeft && !watched.ends().guard().get().isWatching()) {
            return CompletableFuture.completedFuture(new Reply.Refused(Reply.Refusal.NOT_NOW,
                    "Node " + self + " has no guard that would end what is left, should it not come back",
                    "See vigil doctor for why, and the setting guard"));
        }
        return ask(caller, new Request.Shutdown(strategy)).whenComplete((reply, failure) -> {
            if (reply instanceof Reply.Done) {
                (isLeft ? watched.ends().leave() : watched.ends().stop()).run();
            }
        });
    }
}
