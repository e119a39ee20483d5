package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.QuorumRow;

/** Who votes, and on what terms. Every ask and every claim names its number; two numbers never mix. */
public record VoterSet(long number, List<NodeId> members, Terms terms) {
    public VoterSet {
        members = members.stream().sorted().distinct().toList();
        if (members.size() % 2 == 0) {
            throw new IllegalArgumentException("a voter set needs an odd number of members, not " + members);
        }
    }

    /** Bound of the drift of a clock: generous, since an oscillator is a hundred times better. */
    private static final int DRIFT_PERMILLE = 10;
    /** A wake of the guard on a busy machine. */
    private static final Duration SKEW = Duration.ofMillis(10);

    /** @throws IllegalArgumentException if its lengths do not fit together */
    public static VoterSet of(QuorumRow row) {
        return new VoterSet(row.number(), List.copyOf(row.voters()),
                new Terms(row.lease(), DRIFT_PERMILLE, SKEW, row.kill(), row.tick()));
    }

    /** More than half. */
    public int majority() {
        return members.size() / 2 + 1;
    }

    List<NodeId> othersThan(NodeId self) {
        List<NodeId> others = new ArrayList<>(members);
        others.remove(self);
        return others;
    }

    /** RC-42: so many others that every majority in which a voter took part has one of them. */
    int othersThatKnow() {
        return members.size() - majority() + 1;
    }
}
