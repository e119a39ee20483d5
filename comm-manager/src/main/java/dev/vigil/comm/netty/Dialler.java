package dev.vigil.comm.netty;

import dev.vigil.comm.CommPath;
import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Decides when to connect: of two nodes the one with the smaller name does, over every path that is not silent. For the loop thread. */
final class Dialler {
    private static final long FIRST_WAIT = 100_000_000L;
    private static final long LONGEST_WAIT = 2_000_000_000L;

    private final NodeId self;
    private final Consumer<CommPath> connect;
    private List<CommPath> paths = List.of();
    private final Set<PathId> underWay = new LinkedHashSet<>();
    private final Map<PathId, Long> wait = new LinkedHashMap<>();
    private final Map<PathId, Long> notBefore = new LinkedHashMap<>();

    Dialler(NodeId self, Consumer<CommPath> connect) {
        this.self = self;
        this.connect = connect;
    }

    void configure(Collection<CommPath> all) {
        paths = all.stream().filter(path -> self.compareTo(path.peer()) < 0).toList();
        List<PathId> names = paths.stream().map(CommPath::id).toList();
        underWay.retainAll(names);
        wait.keySet().retainAll(names);
        notBefore.keySet().retainAll(names);
    }

    void turn(long now, Function<PathId, PathHealth> health, Predicate<CommPath> isConnected) {
        for (CommPath path : paths) {
            boolean isDue = now >= notBefore.getOrDefault(path.id(), Long.MIN_VALUE);
            if (isDue && !underWay.contains(path.id()) && health.apply(path.id()) != PathHealth.SILENT
                    && !isConnected.test(path)) {
                underWay.add(path.id());
                connect.accept(path);
            }
        }
    }

    void connected(PathId path) {
        underWay.remove(path);
        wait.remove(path);
    }

    void ended(PathId path, long now) {
        underWay.remove(path);
        long pause = wait.getOrDefault(path, FIRST_WAIT);
        wait.put(path, Math.min(LONGEST_WAIT, 2 * pause));
        notBefore.put(path, now + pause);
    }

    /** The path lives again: no need to wait any longer. */
    void revived(PathId path) {
        wait.remove(path);
        notBefore.remove(path);
    }
}
