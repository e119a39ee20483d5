package dev.vigil.admin;

import java.time.Duration;
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

    /** The kit actions that run now, in words. */
    Map<Tag, String> running();

    /** The newest events that memory keeps, oldest first. */
    List<HistoryEntry> history();

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

    record StorageFigures(long journalIndex, long mirrorLag) {}
}
