package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.FenceName;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Certificate;
import dev.vigil.recovery.quorum.Tenure;

/** What shall be done, in this order. */
public sealed interface Decision {
    /**
     * Commit these entries. A barrier: no later decision, of this step or of any later one, is carried out before the entries are
     * durable. The view returned by the step already holds them.
     */
    record Store(List<Entry> entries) implements Decision {
        public Store {
            entries = List.copyOf(entries);
        }
    }

    record Tell(NodeId peer, PeerNote note) implements Decision {}

    /**
     * Run one action of a kit; {@code cause} is what a script sees as {@code VIGIL_REASON}.
     *
     * @param source of CAN_EXTEND and EXTEND, the node from which the hierarchy is extended
     * @param occurrence of HANDLE_EVENT, the event
     */
    record CallKit(KitCallId call, Target target, Action action, Duration limit, Cause cause,
            Optional<NodeId> source, Optional<Occurrence> occurrence) implements Decision {
        public CallKit(KitCallId call, Target target, Action action, Duration limit, Cause cause) {
            this(call, target, action, limit, cause, Optional.empty(), Optional.empty());
        }
    }

    /** The resource of a kit call, with its configuration as of the call. */
    record Target(ResourceRow resource, InstanceRow instance) {}

    /** End a running kit call and its process tree now; its {@link Event.KitFinished} still comes. */
    record AbandonKitCall(KitCallId call) implements Decision {}

    /**
     * Ask the voters for this unit, under no lower an epoch, until they grant it or {@link EndLease} is said; then renew it. Said again of
     * what is owned, it changes the tenure; a grant under another epoch follows.
     *
     * @param number returned with the grant: a grant that crosses an end of the lease is none
     * @param tenure how long they shall keep it for this node unheard; empty: for the lease of their set
     */
    record SeekLease(UnitId unit, long number, Epoch least, Optional<Tenure> tenure) implements Decision {
        public SeekLease(UnitId unit, long number, Epoch least) {
            this(unit, number, least, Optional.empty());
        }
    }

    /** All of the unit is confirmed out here, or it was never begun: the voters may give it to anybody. */
    record EndLease(UnitId unit) implements Decision {}

    /** These lives are over, for certain, and no others that the voters were told of: what they keep for them they may give away. */
    record Certify(List<Certificate> certificates) implements Decision {
        public Certify {
            certificates = List.copyOf(certificates);
        }
    }

    /** Wake at a time; replaces an earlier wish of the same timer. A wake that nobody waits for any more is ignored. */
    record WakeAt(TimerId timer, Ticks at) implements Decision {}

    /** Run the agent of a fence device against a node; {@link Event.FenceFinished} follows. */
    record Fence(long number, NodeId victim, FenceName device) implements Decision {}

    /** The node is heard again: end the agent, should it still run. */
    record AbandonFence(long number) implements Decision {}

    /** Ask the network whether anybody serves at the addresses of the unit; {@link Event.SafetyAnswered} follows. */
    record AskSafety(long number, UnitId unit) implements Decision {}

    /** Whether the addresses that this node holds answer at all. */
    record Gate(GateState state) implements Decision {}

    enum GateState {
        OPEN, SHUT
    }

    /** End this whole machine at once, without a word to its programs; {@link Event.HaltFailed} follows when it goes on. */
    record Halt(String why) implements Decision {}

    record Answer(RequestId id, Reply reply) implements Decision {}

    /** What a person shall know: it becomes history, the log and the explanation. */
    record Noted(Note note) implements Decision {}
}
