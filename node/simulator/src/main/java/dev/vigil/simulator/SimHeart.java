package dev.vigil.simulator;

import java.util.List;

import dev.vigil.comm.heartbeat.Heartbeat;
import dev.vigil.comm.heartbeat.HeartbeatMachine;
import dev.vigil.comm.heartbeat.LivenessEvent;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.Opaque;
import dev.vigil.comm.heartbeat.PathToPeer;
import dev.vigil.comm.heartbeat.Receipt;
import dev.vigil.comm.heartbeat.Summary;
import dev.vigil.comm.heartbeat.Turn;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.Timing;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.quorum.Holder;

/** The heartbeats of one life of a node: the real machine, driven as its contract says. */
final class SimHeart {
    private final SimNode node;
    private final World world;
    private final HeartbeatMachine machine;
    private Config configured = Config.EMPTY;

    SimHeart(SimNode node, World world) {
        this.node = node;
        this.world = world;
        this.machine = new HeartbeatMachine(node.id(), node.incarnation(), timing(node.durable().config()), node.now());
    }

    private static Timing timing(Config config) {
        return config.cluster().map(ClusterRow::timing).orElse(Timing.DEFAULT);
    }

    /** The life of the peer that is heard. */
    Incarnation hears(NodeId peer) {
        return machine.incarnation(peer);
    }

    /** One turn of the loop, and the next one asked for. What waits in the sockets is taken in before anybody is judged. */
    void turn() {
        machine.controllerTurned(node.now(), node.now());
        Turn turn = machine.turn(node.now());
        learn(turn.events());
        node.paths().forEach(this::send);
        node.later(0, () -> learn(machine.judge(node.now())));
        node.later(turn.next().nanos() - node.now().nanos(), this::turn);
    }

    void heard(PathRow path, Heartbeat heartbeat) {
        Incarnation before = machine.incarnation(heartbeat.sender());
        Receipt receipt = machine.heard(node.now(), path.path(), heartbeat);
        if (!machine.incarnation(heartbeat.sender()).equals(before)) {
            node.link(heartbeat.sender()).clear();
            node.happen(new Event.LinkReset(heartbeat.sender()));
        }
        learn(receipt.events());
        if (receipt.isAnswerDue()) {
            send(path);
        }
    }

    /** Heartbeats tell only what is durable. */
    void tellWhatIsDurable() {
        Config config = node.durable().config();
        Status own = node.durable().status(node.id());
        Revision revision = own.incarnation().equals(node.incarnation()) ? own.revision() : Revision.ZERO;
        machine.summary(new Summary(config.number().value(), 0, revision, false, Opaque.NONE));
        if (!config.equals(configured)) {
            configured = config;
            machine.configure(node.now(), config.paths().stream().filter(path -> path.touches(node.id()))
                    .map(path -> new PathToPeer(path.path(), path.peerOf(node.id()))).toList(), timing(config));
        }
    }

    private void send(PathRow path) {
        NodeId peer = path.peerOf(node.id());
        machine.compose(node.now(), path.path()).ifPresent(beat -> {
            world.tally().heartbeat();
            world.network().send(path, node.id(), () -> world.node(peer).receive(path, beat));
        });
    }

    /** The guard of this life says that all of it is over. */
    void ended(Holder over) {
        learn(machine.ended(node.now(), over.node(), over.life()));
    }

    private void learn(List<LivenessEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        events.forEach(event -> node.happen(switch (event) {
            case LivenessEvent.PathChanged path -> new Event.PathChanged(path.path(), path.peer(), path.health(), path.silence());
            case LivenessEvent.PeerChanged peer -> new Event.PeerChanged(peer.peer(), peer.health(), peer.jointSilence());
            case LivenessEvent.LifeEnded over -> new Event.PeerEnded(over.peer(), over.life());
            case LivenessEvent.SelfStalled stalled -> new Event.SelfStalled(stalled.late());
            case LivenessEvent.VersionSeen seen -> new Event.PeerSpeaks(seen.peer(), seen.version(), NodeVersion.UNTOLD);
            case LivenessEvent.BoundChanged bound -> new Event.BoundChanged(bound.peer(), bound.isMet(), bound.needed(),
                    bound.longest());
            case LivenessEvent.SummarySeen seen -> new Event.PeerSummary(seen.peer(), seen.incarnation(),
                    new Revision(seen.summary().configNumber()), seen.summary().statusRevision());
        }));
        if (events.stream().anyMatch(LivenessEvent.SelfStalled.class::isInstance)) {
            node.woke();
        }
    }
}
