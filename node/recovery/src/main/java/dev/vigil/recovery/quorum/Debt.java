package dev.vigil.recovery.quorum;

import java.util.List;
import java.util.SortedSet;

import dev.vigil.lcd.model.NodeId;

/**
 * Former voters, of whom a majority has yet to tell what they have granted.
 *
 * @param number of their set
 * @param members with {@link VoterSet#STORAGE} among them if a folder voted
 */
public record Debt(long number, List<NodeId> members) {
    public Debt {
        members = members.stream().sorted().distinct().toList();
    }

    static Debt of(VoterSet voters) {
        return new Debt(voters.number(), voters.members());
    }

    /** RC-65: of those who are left each has to tell; of who is gone a person has said that nothing runs by its vote. */
    List<Debt> without(SortedSet<NodeId> lost) {
        return members.stream().filter(member -> !member.equals(VoterSet.STORAGE) && !lost.contains(member))
                .map(member -> new Debt(number, List.of(member))).toList();
    }

    /** RC-62: each past majority has one of the tellers, and without them there is none any more. A folder of the past tells nothing. */
    boolean isPaidBy(SortedSet<NodeId> tellers) {
        return members.stream().filter(tellers::contains).count() > members.size() / 2;
    }
}
