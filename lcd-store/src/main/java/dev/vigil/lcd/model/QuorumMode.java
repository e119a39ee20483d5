package dev.vigil.lcd.model;

import java.util.Locale;

/** What a node needs to own a unit. */
public enum QuorumMode {
    /** Its own judgement: when all paths to the owner are silent, it is dead. Two cut nodes may both own. */
    OFF,
    /** The votes of more than half of the voters, renewed all the time: two nodes never own. */
    MAJORITY,
    /** The same, where a folder that all nodes reach is one of the voters. */
    STORAGE;

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for another word */
    public static QuorumMode of(String word) {
        for (QuorumMode mode : values()) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("quorum mode \"" + word + "\" is not off, majority or storage");
    }
}
