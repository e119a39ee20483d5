package dev.vigil.recovery;

import java.util.Optional;

import dev.vigil.lcd.model.NodeId;

/** A node beside the question where a unit goes; {@code objection} is why it is not the one, and empty for the one that it is. */
public record Candidate(NodeId node, Optional<Objection> objection) {
    /** Why a node does not get a unit; the first that holds. */
    public enum Objection {
        /** It is the node that the unit leaves. */
        LEFT,
        /** Not every resource of the unit is extended to it. */
        NOT_EXTENDED,
        /** Only a voter runs anything, and it is none any more (RC-65). */
        NO_VOTER,
        /** It is silent on every path. */
        DEAD,
        /** It is heard and does not hear. */
        DEAF,
        /** It was never heard in this life of the node that decides. */
        UNKNOWN,
        /** It has not said what it owns. */
        UNTOLD,
        /** A resource of the unit has failed there. */
        FAILED,
        /** A flag there says that it takes nothing over from the node that the unit leaves (RC-71). */
        FLAGGED,
        /** The unit is frozen, or has moved too often: it goes nowhere by itself (RC-70, RC-74). */
        HELD,
        /** The type of the failed resource recovers locally and never moves. */
        LOCAL,
        /** Another node comes first by priority, or by name where the priorities are equal. */
        LATER
    }

    @Override
    public String toString() {
        return node + objection.map(why -> ":" + why).orElse("");
    }
}
