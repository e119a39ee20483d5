package dev.vigil.server.wiring;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.comm.CommListener;
import dev.vigil.comm.OutgoingMessage;
import dev.vigil.comm.Urgency;
import dev.vigil.comm.heartbeat.Departure;
import dev.vigil.comm.heartbeat.LivenessEvent;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.Summary;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.platform.Scheduling;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.PeerNote;
import dev.vigil.recovery.PeerNotes;
import dev.vigil.server.voting.Letters;

/** Turns what the communication manager hears into events of the controller, and the controller's notes into messages. */
public final class CommBridge implements CommListener {
    private static final Logger LOG = LoggerFactory.getLogger(CommBridge.class);

    private final Consumer<Event> events;
    private final BiConsumer<NodeId, Summary> summaries;
    private final BiPredicate<NodeId, List<Line>> others;
    private final Scheduling scheduling;
    private final NodeVersion own;
    private final Letters letters;

    /**
     * {@code summaries} hears what a peer tells of its state, on the thread of the heartbeats; {@code others} takes the messages that are
     * not the controller's, and says so.
     */
    public CommBridge(Consumer<Event> events, BiConsumer<NodeId, Summary> summaries, BiPredicate<NodeId, List<Line>> others,
            Scheduling scheduling, NodeVersion own, Letters letters) {
        this.letters = letters;
        this.others = others;
        this.events = events;
        this.summaries = summaries;
        this.scheduling = scheduling;
        this.own = own;
    }

    @Override
    public void begun() {
        if (!scheduling.favour() || !scheduling.favourRuntime()) {
            LOG.warn("priority-ordinary: the system does not let this node run before other programs; on a busy machine it may be"
                    + " late and be taken for dead");
        }
    }

    @Override
    public void liveness(LivenessEvent event, Ticks at) {
        events.accept(switch (event) {
            case LivenessEvent.PathChanged(var path, var peer, var health, var silence) ->
                new Event.PathChanged(path, peer, health, silence);
            case LivenessEvent.PeerChanged(var peer, var health, var silence) -> new Event.PeerChanged(peer, health, silence);
            case LivenessEvent.LifeEnded(var peer, var life) -> new Event.PeerEnded(peer, life);
            case LivenessEvent.SelfStalled(var late) -> new Event.SelfStalled(late);
            case LivenessEvent.VersionSeen(var peer, var version) -> new Event.PeerSpeaks(peer, version, own);
            case LivenessEvent.BoundChanged(var peer, var isMet, var needed, var longest) ->
                new Event.BoundChanged(peer, isMet, needed, longest);
            case LivenessEvent.SummarySeen(var peer, var incarnation, var summary) -> {
                summaries.accept(peer, summary);
                yield new Event.PeerSummary(peer, incarnation, new Revision(summary.configNumber()), summary.statusRevision());
            }
        });
    }

    @Override
    public void heard(NodeId from, Incarnation incarnation, byte[] payload) {
        try {
            List<Line> lines = new String(payload, StandardCharsets.UTF_8).lines().map(Line::parse).toList();
            if (!others.test(from, lines)) {
                events.accept(new Event.PeerSaid(from, incarnation, PeerNotes.parse(lines)));
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("message-not-understood from={} bytes={} reason=\"{}\"", from, payload.length, e.getMessage());
        }
    }

    @Override
    public void posted(NodeId from, Incarnation incarnation, String letter) {
        letters.posted(from, incarnation, letter);
    }

    @Override
    public void turnedAway(NodeId peer, Departure why, long config) {
        events.accept(new Event.TurnedAway(peer, why, new Revision(config)));
    }

    @Override
    public void linkReset(NodeId peer) {
        events.accept(new Event.LinkReset(peer));
    }

    /** A note as one message; short ones travel as repeated datagrams, since a move waits for them. */
    static OutgoingMessage message(PeerNote note) {
        String text = String.join("\n", PeerNotes.print(note).stream().map(Line::toString).toList());
        return new OutgoingMessage(text.getBytes(StandardCharsets.UTF_8), Urgency.URGENT);
    }
}
