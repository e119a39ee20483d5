package dev.vigil.lcd.model;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a person has said of voters that are gone for good.
 *
 * @param lost voters of the set before, which are not waited for; none unless this very set was made without them
 * @param leastEpoch no unit is owned under a lower epoch from then on: who is gone may have granted some that nobody knows
 */
public record QuorumLoss(SortedSet<NodeId> lost, Epoch leastEpoch) {
    public static final QuorumLoss NONE = new QuorumLoss(new TreeSet<>(), Epoch.ZERO);

    public QuorumLoss {
        lost = Collections.unmodifiableSortedSet(new TreeSet<>(lost));
    }

    /** Those that follow wait for nobody less, and begin with no lower epoch. */
    public QuorumLoss past() {
        return new QuorumLoss(new TreeSet<>(), leastEpoch);
    }
}
