package dev.vigil.comm.netty;

import dev.vigil.comm.Rejection;
import java.net.SocketAddress;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts dropped datagrams and names their source, at most one line per source and reason in ten seconds. For one thread. */
final class RejectionLog {
    private static final Logger LOG = LoggerFactory.getLogger(RejectionLog.class);
    private static final long QUIET_NANOS = 10_000_000_000L;
    private static final int MAX_REMEMBERED = 64;

    private record Key(SocketAddress source, Rejection why) {}

    private final EnumMap<Rejection, Long> counts = new EnumMap<>(Rejection.class);
    private final Map<Key, Long> lastLine = new LinkedHashMap<>();
    private long muteUntil;

    void dropped(long now, SocketAddress source, Rejection why, String detail) {
        counts.merge(why, 1L, Long::sum);
        Key key = new Key(source, why);
        Long last = lastLine.get(key);
        if (last != null && now - last < QUIET_NANOS) {
            return;
        }
        if (last == null && lastLine.size() >= MAX_REMEMBERED) {
            // Sources made up by a stranger: one line in ten seconds for all of them, and the memory is emptied.
            if (now < muteUntil) {
                return;
            }
            muteUntil = now + QUIET_NANOS;
            lastLine.clear();
        }
        lastLine.put(key, now);
        LOG.warn("datagram-dropped source={} reason={} {} total={}", source, why, detail, counts.get(why));
    }

    EnumMap<Rejection, Long> counts() {
        return counts.clone();
    }
}
