package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.PathId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * After which silence this node holds one peer for dead, and what the peer says of its own time for this node.
 *
 * <p>The time is what the living paths need by their measured joint silences, so that fewer than one verdict in ten years is false; at least
 * twice the longest silence of a day, at least three times the longest stall of an hour, never shorter than usual before an hour was measured,
 * and within the bounds of the profile. It is lengthened at once. It is shortened only when the need has been less for ten minutes and the
 * peer has shown that it knows: an owner must not believe that it has more time than it has. All times are awake time in nanoseconds.
 */
final class DetectionTime {
    private static final double TEN_YEARS = 3652.5 * 86_400e9;
    private static final long RECKON_EVERY = 1_000_000_000L;
    /** For so long a peer tells of stalls of its start. */
    private static final long TELLING_OF_START = 150_000_000_000L;
    private static final int STALLS = 3;
    /** In intervals: with less a peer would be deaf for ever. */
    private static final long SHORTEST_TOLD = 2;
    private static final long LONGEST_TOLD = Duration.ofMinutes(5).toNanos();

    private Bounds bounds;
    private JointSilences silences;
    private RecentWorst needs;
    private RecentWorst networkNeeds;
    private final RecentWorst stalls;
    private DetectionReason reason = DetectionReason.USUAL;
    private long inForce;
    private long told;
    private long toldAt;
    private long toldByPeer;
    private long toldByPeerSentAt;
    private long metAt;
    private long reckonedAt;
    private int reckonedFor;
    private Limits limits;

    DetectionTime(long now, Bounds bounds) {
        this.bounds = bounds;
        silences = new JointSilences(now, List.of(), bounds);
        needs = RecentWorst.ofTenMinutes(now);
        networkNeeds = RecentWorst.ofTenMinutes(now);
        stalls = RecentWorst.ofAnHour(now);
        inForce = bounds.usual();
        told = inForce;
        toldAt = now;
        limits = Limits.of(bounds.interval(), inForce, heldAfter());
    }

    void configure(long now, List<PathId> paths, Bounds wanted) {
        boolean isOther = !wanted.equals(bounds);
        if (isOther) {
            bounds = wanted;
            needs = RecentWorst.ofTenMinutes(now);
            networkNeeds = RecentWorst.ofTenMinutes(now);
        }
        if (isOther || !silences.isOf(paths)) {
            JointSilences fresh = new JointSilences(now, paths, bounds);
            silences = isOther ? fresh : fresh.inherit(silences);
        }
        want(now, bounds.usual());
    }

    /** The times between this node and the peer as of now. */
    Limits limits() {
        long heldAfter = heldAfter();
        if (limits.detection() != inForce || limits.deafness() != heldAfter - bounds.interval()) {
            limits = Limits.of(bounds.interval(), inForce, heldAfter);
        }
        return limits;
    }

    /** What the next heartbeat tells the peer. */
    long told() {
        return told;
    }

    /** After which silence the peer holds this node for dead, as far as it has told: a peer that does not tell does not adapt either. */
    long heldAfter() {
        return toldByPeer > 0 ? toldByPeer : bounds.usual();
    }

    /** The peer is heard in a life that was not known. */
    void met(long now) {
        metAt = now;
        toldByPeer = 0;
        toldByPeerSentAt = Long.MIN_VALUE;
        silences.beginAnew();
    }

    /** What the peer tells in a heartbeat that it sent at {@code sentAt} by its own clock; paths may overtake each other. */
    void peerTells(long now, long sentAt, long detection, long ownStall) {
        if (sentAt < toldByPeerSentAt) {
            return;
        }
        toldByPeerSentAt = sentAt;
        toldByPeer = detection == 0 ? 0 : Math.clamp(detection, SHORTEST_TOLD * bounds.interval(), LONGEST_TOLD);
        if (now - metAt > TELLING_OF_START) {
            stalled(now, ownStall);
        }
    }

    /** This node, or the peer, stood still for so long. */
    void stalled(long now, long nanos) {
        // What stands still for longer than the longest time is found dead whatever the time is.
        if (nanos < bounds.longest()) {
            stalls.add(now, nanos);
        }
    }

    /** A valid heartbeat of the peer came over this path. */
    void heard(long now, PathId path) {
        if (now - metAt > HeartbeatMachine.STARTING) {
            silences.heard(now, path, limits().suspicion());
        }
    }

    /** Reckons what is needed, when it is time to; {@code confirmedAt} is when the newest heartbeat was sent that the peer has shown to have. */
    void reckon(long now, long confirmedAt, int peers) {
        int living = silences.living(limits().suspicion());
        if (now - reckonedAt >= RECKON_EVERY || living != reckonedFor) {
            reckonedAt = now;
            reckonedFor = living;
            silences.reckon(now);
            want(now, needed(now, living, 1 / (TEN_YEARS * peers)));
        }
        if (told < inForce && confirmedAt > toldAt) {
            inForce = told;
        }
    }

    private long needed(long now, int living, double target) {
        Optional<SilenceRecord> record = silences.of(now, living, target);
        long network = record.map(known -> known.timeFor(now, target)).orElse(0L);
        long headroom = record.map(known -> known.headroom(now)).orElse(0L);
        networkNeeds.add(now, record.map(known -> known.surelyNeeded(now, target)).orElse(0L));
        needs.add(now, Math.max(network, headroom));
        stalls.advance(now);
        boolean isKnown = record.isPresent() && record.get().isKnown() && toldByPeer > 0;
        long least = isKnown ? bounds.shortest() : bounds.usual();
        long still = STALLS * stalls.worst();
        long need = Math.max(Math.max(least, needs.worst()), still);
        reason = reason(need, still, isKnown, networkNeeds.worst());
        return need;
    }

    private DetectionReason reason(long need, long stalls, boolean isKnown, long network) {
        if (bounds.isFixed()) {
            return DetectionReason.FIXED;
        }
        if (need > bounds.longest()) {
            return DetectionReason.LONGEST;
        }
        if (need == bounds.shortest() || need == bounds.usual()) {
            return isKnown ? DetectionReason.SHORTEST : DetectionReason.USUAL;
        }
        if (need == stalls) {
            return DetectionReason.STALLS;
        }
        return need == network ? DetectionReason.NETWORK : DetectionReason.HEADROOM;
    }

    /** Whether the bounds leave room for what the network needs. */
    boolean isBoundMet() {
        return networkNeeds.worst() <= bounds.longest();
    }

    /** What is needed, as far as it is known; zero when it is not. */
    Duration needed() {
        return Duration.ofNanos(networkNeeds.worst());
    }

    /** The longest silence of this path alone within a day. */
    Duration longest(PathId path) {
        return Duration.ofNanos(silences.longest(reckonedAt, path));
    }

    DetectionFigures figures() {
        Optional<SilenceRecord> record = silences.of(reckonedAt, reckonedFor, 1 / TEN_YEARS);
        double rate = record.map(known -> known.rateOf(reckonedAt, inForce / 2)).orElse(0.0);
        Duration every = rate > 1 / TEN_YEARS ? Duration.ofNanos((long) (1 / rate)) : Duration.ZERO;
        return new DetectionFigures(Duration.ofNanos(inForce), Duration.ofNanos(heldAfter()), reason, needed(), isBoundMet(),
                Duration.ofNanos(record.map(known -> known.longest(reckonedAt)).orElse(0L)), Duration.ofNanos(stalls.worst()),
                every);
    }

    private void want(long now, long nanos) {
        long time = bounds.within(nanos);
        if (time != told) {
            told = time;
            toldAt = now;
        }
        inForce = Math.max(inForce, told);
    }
}
