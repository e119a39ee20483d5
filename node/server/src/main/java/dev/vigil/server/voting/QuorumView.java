package dev.vigil.server.voting;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Deadlines;
import dev.vigil.recovery.quorum.VoteRecord;
import dev.vigil.recovery.quorum.VoterSet;

/**
 * What this node has to do with votes at one moment.
 *
 * @param isSilent whether it says nothing that binds so far, and why not is in {@code trust} and {@code awaited}
 * @param awaited those who voted before, and have yet to tell what they have granted
 * @param armed until when each unit may run here that is owned for a lease
 * @param isInDoubt whether the voters have yet to renew what is owned, after a time in which nothing ran
 * @param heard when each other voter last answered
 * @param trouble why its own votes cannot be written
 * @param folderTrouble what is wrong with the folder that votes
 */
public record QuorumView(VoterSet voters, VoteRecord record, String trust, boolean isSilent, SortedSet<NodeId> awaited,
        SortedMap<UnitId, Epoch> held,
        SortedMap<UnitId, String> withheld, SortedMap<UnitId, Deadlines> armed, boolean isInDoubt,
        SortedMap<NodeId, Ticks> heard, Optional<String> trouble, Optional<String> folderTrouble) {

    /** The earliest of the deadlines; empty when nothing is owned for a lease. */
    public Optional<Deadlines> deadlines() {
        return armed.values().stream().reduce((one, other) -> new Deadlines(earlier(one.stop(), other.stop()),
                earlier(one.kill(), other.kill()), earlier(one.out(), other.out())));
    }

    private static Ticks earlier(Ticks one, Ticks other) {
        return one.isBefore(other) ? one : other;
    }
}
