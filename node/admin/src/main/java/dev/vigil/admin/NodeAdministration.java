package dev.vigil.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.PathStatistics;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.comm.heartbeat.PeerStatistics;
import dev.vigil.comm.trust.Caller;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.protocol.admin.Finding;
import dev.vigil.recovery.preview.Course;
import dev.vigil.recovery.preview.Supposed;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.protocol.admin.ActionOutput;
import dev.vigil.protocol.admin.JoinGrant;
import dev.vigil.protocol.admin.JoinRequest;
import dev.vigil.protocol.admin.TypeInfo;
import dev.vigil.recovery.AdminLock;
import dev.vigil.recovery.Readiness;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Request;

/**
 * What the administration needs of the running node. Any thread may call; nothing blocks. Refusals come as {@link AdminRefusal}.
 */
public interface NodeAdministration {
    NodeId self();

    /** What this node runs. */
    NodeVersion version();

    LcdState lcd();

    /** What this node knows of its peers and paths just now. */
    LivenessView liveness();

    /** Whether this node decides nothing more, since its controller broke an invariant. */
    boolean isImpaired();

    /** What an operator must know first; empty when all is well. */
    List<String> warnings();

    /** Of every unit, whether it would be taken over now, as this node sees it. */
    List<Readiness> readiness();

    /** What keeps this node from changing the configuration. */
    Optional<AdminLock> adminLock();

    /** The kit actions that run now, in words. */
    Map<Tag, String> running();

    /** The newest events of this node that memory keeps, oldest first. */
    List<HistoryEntry> history();

    /** Those of all nodes that are known here, in the order in which they became known. */
    List<HistoryEntry> knownHistory();

    /** How the clocks of the nodes stand to that of this one, measured now where a node answers; comes within some seconds. */
    CompletionStage<Map<NodeId, ClockReading>> clocks();

    /** Why {@code node} does nothing with a resource; alternatives have the code of their objection as reason. Comes within some seconds. */
    CompletionStage<List<Finding>> whyNot(Tag tag, NodeId node);

    /** What would follow; {@link IllegalArgumentException} when what is supposed cannot be. Comes within some seconds. */
    CompletionStage<List<Course>> preview(Supposed what);

    /** What this node has decided for so long, as the text of a case. Comes within some seconds. */
    CompletionStage<String> decisions(Duration last);

    StorageFigures storage();

    List<TypeInfo> types();

    /** What is wrong with the values of an instance of the type, as its kit sees them, one sentence each; empty when nothing is. */
    List<String> problems(TypeId type, InstanceRow instance);

    /** What the actions of a resource wrote when they last ran on {@code node}, the oldest first. Comes within some seconds. */
    CompletionStage<List<ActionOutput>> outputs(Tag tag, NodeId node);

    CompletionStage<Reply> ask(Caller caller, Request request);

    /** The invitation as one string. */
    CompletionStage<String> invite(Caller caller, NodeId node);

    CompletionStage<JoinGrant> join(JoinRequest request);

    NotificationPort notification();

    QuorumPort quorum();

    FencingPort fencing();

    /** Takes out of service or hands over what this node owns; the process ends after the reply was sent. */
    CompletionStage<Reply> stop(Caller caller, Request.ShutdownStrategy strategy);

    /** Peers and paths, as this node knows them. */
    record LivenessView(Map<NodeId, PeerFigures> peers, Map<PathId, PathStatistics> paths, Duration ownStall) {}

    /** One peer: whether it says that it is impaired, and what was measured. */
    record PeerFigures(boolean isImpaired, PeerStatistics measured) {
        public PeerHealth health() {
            return measured.health();
        }

        public Optional<NodeVersion> version() {
            return measured.version();
        }
    }

    /**
     * The clocks of a node at one moment, and the wall clock here at the same: {@code life} and {@code ticks} place the events of that
     * life whatever its wall clock did since. It is wrong by no more than {@code within}.
     */
    record ClockReading(Incarnation life, Instant wall, Ticks ticks, Instant here, Duration within) {}

    record StorageFigures(long journalIndex, long mirrorLag) {}
}
