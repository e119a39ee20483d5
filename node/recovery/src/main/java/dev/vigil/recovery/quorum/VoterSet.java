package dev.vigil.recovery.quorum;

import java.util.List;

import dev.vigil.lcd.model.NodeId;

/** Who votes, and on what terms. Every ask and every claim names its number; two numbers never mix. */
public record VoterSet(long number, List<NodeId> members, Terms terms) {
    public VoterSet {
        members = members.stream().sorted().distinct().toList();
        if (members.size() % 2 == 0) {
            throw new IllegalArgumentException("a voter set needs an odd number of members, not " + members);
        }
    }

    /** More than half. */
    public int majority() {
        return members.size() / 2 + 1;
    }

    List<NodeId> othersThan(NodeId self) {
        return members.stream().filter(member -> !member.equals(self)).toList();
    }

    /** RC-42: so many others that every majority in which a voter took part has one of them. */
    int othersThatKnow() {
        return members.size() - majority() + 1;
    }
}
