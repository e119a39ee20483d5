package dev.vigil.recovery;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/** What a crash takes away: verdicts, outstanding calls, work in progress. {@code counter} numbers calls and questions. */
public record Soft(SortedMap<NodeId, PeerView> peers, Work work, Talks talks, Condition condition, Standing standing,
        long counter) {

    public static final Soft EMPTY = new Soft(new TreeMap<>(), Work.NONE, Talks.NONE, Condition.STARTING,
            Standing.NONE, 0);

    /** No wish has this number, so no grant is one of it. */
    private static final long OF_AN_EARLIER_WISH = 0;

    public Soft {
        peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
    }

    /** A node that has been up for a while and has exchanged everything with the peers that it hears; where cases begin. */
    public static Soft settled(SortedMap<NodeId, PeerHealth> healths, SortedMap<NodeId, Incarnation> lives,
            SortedMap<UnitId, Long> leases) {
        SortedMap<NodeId, PeerView> peers = new TreeMap<>();
        healths.forEach((node, health) -> peers.put(node, new PeerView(health, health != PeerHealth.UNKNOWN,
                health == PeerHealth.ALIVE, health == PeerHealth.ALIVE, lives.getOrDefault(node, Incarnation.NONE),
                Revision.ZERO)));
        return new Soft(peers, Work.NONE, Talks.NONE, Condition.SETTLED.with(leases), Standing.NONE, 0);
    }

    /** By majority what a settled node owns it owns under a lease. */
    public static SortedMap<UnitId, Long> leasesOf(LcdState lcd, NodeId node) {
        SortedMap<UnitId, Long> leases = new TreeMap<>();
        if (lcd.config().isByMajority()) {
            Ownership.heldBy(lcd, node).forEach(row -> leases.put(row.unit(), OF_AN_EARLIER_WISH));
        }
        return leases;
    }

    public PeerView peer(NodeId node) {
        return peers.getOrDefault(node, PeerView.UNHEARD);
    }

    /**
     * Work with kits. {@code cannotTell}: checks in a row that could not tell; {@code recent}: of checks whose failures are tolerated up
     * to a number, how the last ones ended; {@code retries}: what is tried again later, by unit.
     */
    public record Work(SortedMap<UnitId, UnitTask> tasks, SortedMap<KitCallId, Call> calls, SortedMap<Doubt, Integer> cannotTell,
            SortedMap<Doubt, Recent> recent, SortedMap<UnitId, SortedSet<Tag>> retries) {

        static final Work NONE = new Work(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

        public Work {
            tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
            calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
            cannotTell = Collections.unmodifiableSortedMap(new TreeMap<>(cannotTell));
            recent = Collections.unmodifiableSortedMap(new TreeMap<>(recent));
            retries = Collections.unmodifiableSortedMap(new TreeMap<>(retries));
        }
    }

    /** What was asked of peers, by peers and by persons; {@code asked}: kit calls whose outcome somebody waits for; {@code raised}: events whose handlers run. */
    public record Talks(SortedMap<Long, PassedAsk> passed, Optional<Operation> operation, Optional<PreparedChange> prepared,
            SortedMap<KitCallId, Extension> extensions, SortedMap<KitCallId, Asker> asked, SortedMap<KitCallId, Raised> raised) {

        static final Talks NONE = new Talks(new TreeMap<>(), Optional.empty(), Optional.empty(), new TreeMap<>(),
                new TreeMap<>(), new TreeMap<>());

        public Talks {
            passed = Collections.unmodifiableSortedMap(new TreeMap<>(passed));
            extensions = Collections.unmodifiableSortedMap(new TreeMap<>(extensions));
            asked = Collections.unmodifiableSortedMap(new TreeMap<>(asked));
            raised = Collections.unmodifiableSortedMap(new TreeMap<>(raised));
        }
    }

    /**
     * The state of this node as such. {@code interrupted}: units that were going out of service when the disk failed; {@code leases}:
     * units whose leases were sought and not ended, with the numbers of the wishes.
     */
    public record Condition(Start start, Storage storage, Decision.GateState gate, Optional<Closing> closing,
            Optional<Stall> stall,
            SortedSet<UnitId> yielding, SortedSet<UnitId> interrupted, int announcement, SortedMap<UnitId, Long> leases) {

        /** No announcement is due. */
        static final int QUIET = -1;
        static final Condition STARTING = of(Start.WAITING, Decision.GateState.SHUT);
        static final Condition SETTLED = of(Start.SETTLED, Decision.GateState.OPEN);

        public Condition {
            yielding = Collections.unmodifiableSortedSet(new TreeSet<>(yielding));
            interrupted = Collections.unmodifiableSortedSet(new TreeSet<>(interrupted));
            leases = Collections.unmodifiableSortedMap(new TreeMap<>(leases));
        }

        public Condition with(SortedMap<UnitId, Long> others) {
            return new Condition(start, storage, gate, closing, stall, yielding, interrupted, announcement, others);
        }

        private static Condition of(Start start, Decision.GateState gate) {
            return new Condition(start, Storage.WORKS, gate, Optional.empty(), Optional.empty(), new TreeSet<>(),
                    new TreeSet<>(), QUIET, new TreeMap<>());
        }
    }

    /** Whether the node knows what its peers own. */
    public enum Start {
        WAITING, SETTLED
    }

    /** Whether anything can be stored. */
    public enum Storage {
        WORKS, FAILED
    }

    /** The process is to end: who asked, and the units that are still to go; {@code isHandOver}: they are left for the next life. */
    public record Closing(Asker asker, SortedSet<UnitId> left, List<String> troubles, boolean isHandOver) {
        Closing(Asker asker, SortedSet<UnitId> left, List<String> troubles) {
            this(asker, left, troubles, false);
        }

        public Closing {
            left = Collections.unmodifiableSortedSet(new TreeSet<>(left));
            troubles = List.copyOf(troubles);
        }
    }

    /**
     * This node did not run for a while and has asked who owns its units; {@code awaited}: peers that have not answered; {@code leases}:
     * units of which the voters have not.
     */
    public record Stall(long number, SortedSet<NodeId> awaited, SortedSet<UnitId> leases) {
        public Stall {
            leases = Collections.unmodifiableSortedSet(new TreeSet<>(leases));
            awaited = Collections.unmodifiableSortedSet(new TreeSet<>(awaited));
        }
    }

    /** A request that was passed to another node. */
    public record PassedAsk(RequestId id, NodeId node) {}

    /** An event whose handlers run, and who waits for what comes of it. */
    public record Raised(Asker asker, Request.RaiseEvent request) {}

    /** A change of the configuration that this node has agreed to and that is not yet committed. */
    public record PreparedChange(NodeId proposer, PeerNote.Prepare prepare) {}

    /** Kit actions that a peer asked for, for resources to be: the one that runs, and those still to run. */
    public record Extension(NodeId asker, long number, List<Decision.Target> left) {
        public Extension {
            left = List.copyOf(left);
        }
    }
}
