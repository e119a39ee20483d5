package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import java.time.Duration;
import java.util.OptionalDouble;

/** Both directions of one path. All times are awake time in nanoseconds. */
final class PathState {
    /** Send times kept for echoes: 2.5 s at the shortest interval of a named profile; an older echo could not revive a path anyhow. */
    private static final int REMEMBERED_SENDS = 512;
    private static final long LOSS_MEMORY = 4096;
    private static final int SMOOTHING = 16;
    private static final int PERMILLE = 1000;

    final PathId id;
    private final NodeId peer;
    private final long[] sentAt = new long[REMEMBERED_SENDS];
    private PathHealth health = PathHealth.SUSPECT;
    private long sent;
    private long confirmed;
    private long confirmedAt;
    private boolean isHeard;
    private long heard;
    private long heardAt;
    private long heardSentAt;
    private long received;
    private long recentReceived;
    private long recentLost;
    private long dropped;
    private long roundTrip;
    private long jitter;
    private int lostOut = PathEcho.UNTOLD;

    PathState(PathToPeer path, long now) {
        id = path.path();
        peer = path.peer();
        begin(now);
    }

    /** Configured, for the first time or again: the clocks begin anew, the numbers go on. */
    void begin(long now) {
        health = PathHealth.SUSPECT;
        isHeard = false;
        confirmedAt = now;
        heardAt = now;
    }

    NodeId peer() {
        return peer;
    }

    PathHealth health() {
        return health;
    }

    boolean isHeard() {
        return isHeard;
    }

    boolean isConfirmed() {
        return confirmed > 0;
    }

    long heardAt() {
        return heardAt;
    }

    long confirmedAt() {
        return confirmedAt;
    }

    long nextSequence(long now) {
        sent++;
        sentAt[(int) (sent % REMEMBERED_SENDS)] = now;
        return sent;
    }

    PathEcho echo(long now) {
        return new PathEcho(id, heard, Duration.ofNanos(Math.max(0, now - heardAt)), (int) (loss() * PERMILLE));
    }

    /** The peer began another life, whose heartbeats count from 1 again. */
    void peerRestarted() {
        heard = 0;
        isHeard = false;
    }

    boolean isNewer(long sequence) {
        return sequence > heard;
    }

    void dropped() {
        dropped++;
    }

    void heard(long now, long sequence, long peerSentAt) {
        if (isHeard) {
            recentLost += Math.min(LOSS_MEMORY, sequence - heard - 1);
            jitter += (Math.abs((now - heardAt) - (peerSentAt - heardSentAt)) - jitter) / SMOOTHING;
        }
        received++;
        recentReceived++;
        while (recentReceived + recentLost > LOSS_MEMORY) {
            recentReceived /= 2;
            recentLost /= 2;
        }
        isHeard = true;
        heard = sequence;
        heardAt = now;
        heardSentAt = peerSentAt;
    }

    /** The peer told that it heard my heartbeat of this number; what counts is when I sent it. */
    void confirmed(long now, PathEcho echo) {
        lostOut = echo.lostPermille();
        boolean isRemembered = echo.sequence() <= sent && echo.sequence() > sent - REMEMBERED_SENDS;
        if (echo.sequence() <= confirmed || !isRemembered) {
            return;
        }
        confirmed = echo.sequence();
        long sendTime = sentAt[(int) (confirmed % REMEMBERED_SENDS)];
        confirmedAt = Math.max(confirmedAt, sendTime);
        long sample = Math.max(0, now - sendTime - echo.age().toNanos());
        roundTrip = roundTrip == 0 ? sample : roundTrip + (sample - roundTrip) / SMOOTHING;
    }

    /** How long the worse direction has been silent. */
    long silence(long now) {
        return Math.max(0, now - Math.min(heardAt, confirmedAt));
    }

    /** Judges anew; returns whether the verdict changed. */
    boolean judge(long now, Limits limits) {
        PathHealth verdict = verdict(silence(now), limits);
        boolean hasChanged = verdict != health;
        health = verdict;
        return hasChanged;
    }

    private PathHealth verdict(long silence, Limits limits) {
        if (silence >= limits.detection()) {
            return PathHealth.SILENT;
        }
        boolean isProved = isHeard && isConfirmed();
        if (isProved && silence < limits.suspicion()) {
            return PathHealth.ALIVE;
        }
        return health == PathHealth.SILENT ? PathHealth.SILENT : PathHealth.SUSPECT;
    }

    private double loss() {
        long all = recentReceived + recentLost;
        return all == 0 ? 0 : (double) recentLost / all;
    }

    PathStatistics statistics(Duration longestSilence) {
        OptionalDouble out = lostOut == PathEcho.UNTOLD ? OptionalDouble.empty() : OptionalDouble.of((double) lostOut / PERMILLE);
        return new PathStatistics(id, peer, health, Duration.ofNanos(roundTrip), Duration.ofNanos(jitter), loss(), out,
                longestSilence, sent, received, dropped);
    }
}
