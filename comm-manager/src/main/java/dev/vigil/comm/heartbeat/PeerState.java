package dev.vigil.comm.heartbeat;

import dev.vigil.comm.heartbeat.LivenessEvent.BoundChanged;
import dev.vigil.comm.heartbeat.LivenessEvent.PathChanged;
import dev.vigil.comm.heartbeat.LivenessEvent.PeerChanged;
import dev.vigil.comm.heartbeat.LivenessEvent.SummarySeen;
import dev.vigil.comm.heartbeat.LivenessEvent.VersionSeen;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** All paths to one peer and the verdict about it. All times are awake time in nanoseconds. */
final class PeerState {
    private final NodeId id;
    private final TreeMap<PathId, PathState> paths = new TreeMap<>();
    /** Paths taken out of the configuration: were one to come back with its numbers forgotten, old datagrams would pass as new. */
    private final TreeMap<PathId, PathState> retired = new TreeMap<>();
    private PeerHealth health = PeerHealth.UNKNOWN;
    private Incarnation incarnation = Incarnation.NONE;
    private Summary summary = Summary.NOTHING;
    private Acknowledgement acknowledged = Acknowledgement.NONE;
    private Duration ownStall = Duration.ZERO;
    private Optional<NodeVersion> version = Optional.empty();
    private Incarnation ended = Incarnation.NONE;
    private boolean isEverValid;
    private boolean isProved;
    private long validAt;
    private long hearingSince;
    /** How long the peer had not heard this node when it sent its newest heartbeat, in its own awake time. */
    private long unheardFor = Long.MAX_VALUE;
    private RecentWorst jointSilence;
    private final DetectionTime detection;
    private boolean isBoundMet = true;
    private long returns;

    PeerState(NodeId id, long now, Bounds bounds) {
        this.id = id;
        this.jointSilence = RecentWorst.ofMinutes(now);
        this.detection = new DetectionTime(now, bounds);
    }

    /** Makes these the paths; unchanged ones are not disturbed. */
    void configure(long now, List<PathToPeer> wanted, Bounds bounds) {
        List<PathId> names = wanted.stream().map(PathToPeer::path).toList();
        paths.values().stream().filter(path -> !names.contains(path.id)).forEach(path -> retired.put(path.id, path));
        paths.keySet().retainAll(names);
        for (PathToPeer path : wanted) {
            if (!paths.containsKey(path.path())) {
                PathState state = retired.containsKey(path.path()) ? retired.remove(path.path()) : new PathState(path, now);
                state.begin(now);
                paths.put(path.path(), state);
            }
        }
        detection.configure(now, List.copyOf(paths.keySet()), bounds);
        if (paths.isEmpty()) {
            health = PeerHealth.UNKNOWN;
            isEverValid = false;
            isProved = false;
        }
    }

    /** Silences under another timing say nothing of the present one. */
    void measureAnew(long now) {
        jointSilence = RecentWorst.ofMinutes(now);
    }

    DetectionTime detection() {
        return detection;
    }

    Optional<PathState> path(PathId path) {
        return Optional.ofNullable(paths.get(path));
    }

    Collection<PathState> paths() {
        return paths.values();
    }

    /** What it speaks; empty before the first contact. */
    Optional<NodeVersion> version() {
        return version;
    }

    PeerHealth health() {
        return health;
    }

    Incarnation incarnation() {
        return incarnation;
    }

    void acknowledge(Acknowledgement upTo) {
        acknowledged = upTo;
    }

    Heard heard(long now) {
        List<PathEcho> echoes = new ArrayList<>(paths.size());
        for (PathState path : paths.values()) {
            if (path.isHeard()) {
                echoes.add(path.echo(now));
            }
        }
        return new Heard(incarnation, echoes, acknowledged);
    }

    /** False when this changes nothing. */
    boolean end(Incarnation life) {
        boolean isNews = life.equals(incarnation) && !life.equals(ended)
                && (health == PeerHealth.ALIVE || health == PeerHealth.DEAF);
        if (isNews) {
            ended = life;
            isEverValid = false;
        }
        return isNews;
    }

    Acceptance admit(PathState path, Heartbeat heartbeat) {
        int order = heartbeat.incarnation().compareTo(incarnation);
        if (order < 0 || heartbeat.incarnation().equals(ended)) {
            return Acceptance.OLD_LIFE;
        }
        if (order == 0 && !heartbeat.incarnation().equals(incarnation)) {
            return Acceptance.CLONED_IDENTITY;
        }
        return order > 0 || path.isNewer(heartbeat.sequence()) ? Acceptance.ACCEPTED : Acceptance.REPLAYED;
    }

    /** Takes in an admitted heartbeat; returns whether the path had been silent so long that an answer is due at once. */
    boolean take(long now, PathState path, Heartbeat heartbeat, Taking taking) {
        boolean isOtherLife = !heartbeat.incarnation().equals(incarnation);
        if (isOtherLife) {
            incarnation = heartbeat.incarnation();
            acknowledged = Acknowledgement.NONE;
            hearingSince = now;
            detection.met(now);
            paths.values().forEach(PathState::peerRestarted);
        }
        boolean wasQuiet = !path.isHeard() || now - path.heardAt() >= detection.limits().suspicion();
        path.heard(now, heartbeat.sequence(), heartbeat.sentAt().nanos());
        ownStall = heartbeat.ownStall();
        detection.peerTells(now, heartbeat.sentAt().nanos(), heartbeat.detection().toNanos(), ownStall.toNanos());
        takeValid(now, path.id, heartbeat, isOtherLife);
        unheardFor = Long.MAX_VALUE;
        if (heartbeat.heard().incarnation().equals(taking.self())) {
            takeEchoes(now, heartbeat.heard().paths());
        }
        if (!version.equals(Optional.of(heartbeat.version()))) {
            version = Optional.of(heartbeat.version());
            taking.events().add(new VersionSeen(id, heartbeat.version()));
        }
        if (isOtherLife || !heartbeat.summary().equals(summary)) {
            summary = heartbeat.summary();
            taking.events().add(new SummarySeen(id, incarnation, summary));
        }
        return wasQuiet;
    }

    /** A peer whose controller hangs is silent, however lively its heartbeats are. */
    private void takeValid(long now, PathId path, Heartbeat heartbeat, boolean isOtherLife) {
        long limit = detection.limits().detection();
        if (heartbeat.controllerAge().toNanos() > limit) {
            return;
        }
        if (!isEverValid || now - validAt >= limit) {
            returns += isEverValid && health == PeerHealth.DEAD && !isOtherLife ? 1 : 0;
            hearingSince = now;
            isEverValid = true;
        }
        if (health == PeerHealth.ALIVE) {
            jointSilence.add(now, now - validAt);
        }
        detection.heard(now, path);
        validAt = now;
    }

    private void takeEchoes(long now, List<PathEcho> echoes) {
        for (PathEcho echo : echoes) {
            isProved = true;
            unheardFor = Math.min(unheardFor, echo.age().toNanos());
            PathState path = paths.get(echo.path());
            if (path != null) {
                path.confirmed(now, echo);
            }
        }
    }

    /** {@code peers} share the bound of false verdicts. */
    void judge(long now, Bounds bounds, int peers, List<LivenessEvent> events) {
        if (paths.isEmpty()) {
            return;
        }
        detection.reckon(now, confirmedAt(), peers);
        Limits limits = detection.limits();
        for (PathState path : paths.values()) {
            if (path.judge(now, limits.ofPath(bounds.usual()))) {
                events.add(new PathChanged(path.id, id, path.health(), Duration.ofNanos(path.silence(now))));
            }
        }
        PeerHealth verdict = verdict(now, limits);
        if (verdict != health) {
            health = verdict;
            events.add(new PeerChanged(id, verdict, Duration.ofNanos(Math.max(0, now - validAt))));
        }
        if (detection.isBoundMet() != isBoundMet) {
            isBoundMet = !isBoundMet;
            events.add(new BoundChanged(id, isBoundMet, detection.needed(), Duration.ofNanos(bounds.longest())));
        }
    }

    /** When the newest heartbeat was sent that the peer has shown to have; {@link Long#MIN_VALUE} when there is none. */
    private long confirmedAt() {
        long confirmedAt = Long.MIN_VALUE;
        for (PathState path : paths.values()) {
            confirmedAt = path.isConfirmed() ? Math.max(confirmedAt, path.confirmedAt()) : confirmedAt;
        }
        return confirmedAt;
    }

    private PeerHealth verdict(long now, Limits limits) {
        if (!isEverValid || now - validAt >= limits.detection()) {
            // Only an echo of my own life proves that the peer lived while I did: a recording must not make anybody "dead".
            return isProved ? PeerHealth.DEAD : PeerHealth.UNKNOWN;
        }
        long confirmedAt = confirmedAt();
        // Deafness is what the newest heartbeat shows, not what passes after it: else every power-off would look deaf first. A peer
        // just heard again has not had the time to hear me, and one that stood still has not had the time to listen.
        boolean isDeaf = validAt - Math.max(confirmedAt, hearingSince) >= limits.deafness() && unheardFor >= limits.deafness();
        if (isDeaf) {
            return PeerHealth.DEAF;
        }
        boolean isConfirmed = confirmedAt != Long.MIN_VALUE && now - confirmedAt < limits.detection();
        return isConfirmed ? PeerHealth.ALIVE : health;
    }

    PeerStatistics statistics() {
        return new PeerStatistics(id, health, incarnation, Duration.ofNanos(jointSilence.worst()), ownStall,
                detection.figures(), returns, version,
                paths.values().stream().map(path -> path.statistics(detection.longest(path.id))).toList());
    }

    /** What a receipt works with. */
    record Taking(Incarnation self, List<LivenessEvent> events) {}
}
