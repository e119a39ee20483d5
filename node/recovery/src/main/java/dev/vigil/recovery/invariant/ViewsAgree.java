package dev.vigil.recovery.invariant;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Status;

/** Whoever holds the same incarnation and revision of a writer holds the same rows of it, and the same for configuration numbers. */
final class ViewsAgree implements Invariant {
    /** What is remembered of each writer; older revisions are gone from every disk by then. */
    private static final int REMEMBERED = 200;

    private final SortedMap<Revision, Config> configs = new TreeMap<>();
    private final SortedMap<NodeId, TreeMap<Version, Status>> statuses = new TreeMap<>();

    private record Version(Incarnation life, Revision revision) implements Comparable<Version> {
        @Override
        public int compareTo(Version other) {
            int byLife = life.compareTo(other.life);
            int byNonce = Long.compare(life.nonce(), other.life.nonce());
            return byLife != 0 ? byLife : byNonce != 0 ? byNonce : revision.compareTo(other.revision);
        }
    }

    @Override
    public String number() {
        return "IN-6";
    }

    @Override
    public Optional<String> broken(Happening what, Census census) {
        LcdState disk = census.host(what.node()).disk();
        Config known = configs.putIfAbsent(disk.config().number(), disk.config());
        if (known != null && !known.equals(disk.config())) {
            return Optional.of(what.node() + " holds another configuration " + disk.config().number() + " than a node before it");
        }
        return disk.statuses().entrySet().stream().flatMap(entry -> other(what.node(), entry.getKey(), entry.getValue()).stream())
                .findFirst();
    }

    private Optional<String> other(NodeId holder, NodeId writer, Status status) {
        TreeMap<Version, Status> known = statuses.computeIfAbsent(writer, ignored -> new TreeMap<>());
        Version version = new Version(status.incarnation(), status.revision());
        Status before = known.putIfAbsent(version, status);
        if (known.size() > REMEMBERED) {
            known.pollFirstEntry();
        }
        return before == null || before.equals(status)
                ? Optional.empty()
                : Optional.of(holder + " holds other rows of " + writer + " at " + status.incarnation() + "/" + status.revision()
                        + " than a node before it");
    }
}
