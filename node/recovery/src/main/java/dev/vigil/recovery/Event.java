package dev.vigil.recovery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.comm.heartbeat.Departure;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Holder;

/** Everything the controller learns arrives as one of these; it has no other senses. */
public sealed interface Event {
    /**
     * The process has started. {@code lcd} is what the disk holds; {@code incarnation} is already forced to disk.
     *
     * @param isKept whether what the earlier life left in order is as it was: the machine was not booted since, the time within which it
     *            had to be back is not over, and the guard has ended nothing
     */
    record Started(NodeId self, Incarnation incarnation, LcdState lcd, boolean isKept) implements Event {
        public Started(NodeId self, Incarnation incarnation, LcdState lcd) {
            this(self, incarnation, lcd, false);
        }
    }

    record PathChanged(PathId path, NodeId peer, PathHealth health, Duration silence) implements Event {}

    record PeerChanged(NodeId peer, PeerHealth health, Duration silence) implements Event {}

    /** This node itself did not run for longer than the detection time; addresses it held are already suspended. */
    record SelfStalled(Duration late) implements Event {}

    /** The guard of this life of the peer has ended all that it held, and the life is over; that the peer is dead is told next. */
    record PeerEnded(NodeId peer, Incarnation life) implements Event {}

    /** A heartbeat told which configuration and which revision of its own rows the peer holds. Sent when it changes. */
    record PeerSummary(NodeId peer, Incarnation incarnation, Revision config, Revision status) implements Event {}

    /** A heartbeat told which version the peer runs, for the first time or anew; beside it what this node runs. */
    record PeerSpeaks(NodeId peer, NodeVersion theirs, NodeVersion ours) implements Event {}

    /** The longest detection time of the profile does not suffice any more for what the paths to the peer need, or does again. */
    record BoundChanged(NodeId peer, boolean isMet, Duration needed, Duration longest) implements Event {}

    /** A message, delivered once and in order for each life of the peer. */
    record PeerSaid(NodeId from, Incarnation incarnation, PeerNote note) implements Event {}

    /** Messages to or from the peer may have been lost: it has a new life, or a queue overflowed. */
    record LinkReset(NodeId peer) implements Event {}

    /** Exactly one for each {@link Decision.CallKit}, at the latest shortly after its limit, which counts from when its turn came. */
    record KitFinished(KitCallId call, Outcome outcome) implements Event {}

    /** A majority of the voters keeps the unit for this life of this node; from now on it is renewed. {@code number}: that of the wish. */
    record LeaseGranted(UnitId unit, long number, Epoch epoch) implements Event {}

    /** Why no majority grants what was asked for; sent when it changes. */
    record LeaseWithheld(UnitId unit, String reason) implements Event {}

    /**
     * A majority would grant what is sought, if this life of its owner were over; sent when it changes. Empty when no majority would, or
     * none says so any more.
     */
    record FenceAwaited(UnitId unit, Optional<Holder> owner) implements Event {
        /** What is to be told when other units, or other owners, are waited for than before. */
        public static List<FenceAwaited> changes(SortedMap<UnitId, Holder> before, SortedMap<UnitId, Holder> now) {
            SortedSet<UnitId> units = new TreeSet<>(before.keySet());
            units.addAll(now.keySet());
            return units.stream().filter(unit -> !Objects.equals(before.get(unit), now.get(unit)))
                    .map(unit -> new FenceAwaited(unit, Optional.ofNullable(now.get(unit)))).toList();
        }
    }

    /** After {@link SelfStalled}: the voters have renewed it since. */
    record LeaseKept(UnitId unit) implements Event {}

    /** RC-114: every voter keeps the unit for this life while that restarts. */
    record LeaseHandedOver(UnitId unit) implements Event {}

    /** The lease is over, or as good as over: the guard ends what is left. {@link Decision.EndLease} is still to follow. */
    record LeaseLost(UnitId unit, String reason) implements Event {}

    /** Exactly one for each {@link Decision.Fence}, also when it was abandoned. */
    record FenceFinished(long number, FenceOutcome outcome) implements Event {}

    /** Exactly one for each {@link Decision.AskSafety}, a fraction of a second later; one that is lost is asked for again. */
    record SafetyAnswered(long number, SafetyAnswer answer) implements Event {}

    /** A kit says by itself that its resource has failed. */
    record KitSignalled(Tag tag, String detail) implements Event {}

    /**
     * The guard has ended the programs of these resources and taken away their addresses, since this node did not prove in time that it
     * may hold them, or since its earlier life ended.
     *
     * @param ended how many programs are gone
     * @param left how many programs and addresses could not be ended: they may still serve
     */
    record GuardActed(String reason, SortedSet<Tag> tags, int ended, int left) implements Event {}

    /** There is no guard until another one has started. */
    record GuardLost(String detail) implements Event {}

    /**
     * A {@link Decision.Store} and everything decided after it was not carried out. {@code durable} is what the disk holds; the
     * controller goes on from there and accepts no change until {@link StorageRecovered}.
     */
    record StoreFailed(LcdState durable, String reason) implements Event {}

    record StorageRecovered() implements Event {}

    /** After a {@link Decision.Halt} the machine still runs. */
    record HaltFailed(String reason) implements Event {}

    record OperatorAsked(RequestId id, String caller, Request request) implements Event {}

    /** The clock on the wall was read: at the start, and every few seconds. It may be wrong and may be set; {@link dev.vigil.lcd.model.Ticks} may not. */
    record ClockRead(Instant wall, ZoneOffset offset) implements Event {}

    /** A peer lets nothing of this life of this node in, by its configuration {@code config}. */
    record TurnedAway(NodeId peer, Departure why, Revision config) implements Event {}

    record Woke(TimerId timer) implements Event {}
}
