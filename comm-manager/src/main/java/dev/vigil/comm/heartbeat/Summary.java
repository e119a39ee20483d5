package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.Revision;

/**
 * What a node tells of its state in every heartbeat, so that its peers see at once when they must catch up.
 *
 * @param configHash tells two different configurations of the same number apart
 * @param isImpaired the node keeps what it owns and takes no more decisions
 */
public record Summary(long configNumber, long configHash, Revision statusRevision, boolean isImpaired, Opaque opaque) {

    public static final Summary NOTHING = new Summary(0, 0, Revision.ZERO, false, Opaque.NONE);

    public Summary {
        if (configNumber < 0) {
            throw new IllegalArgumentException("configuration number " + configNumber + " is negative");
        }
    }
}
