package dev.vigil.comm.heartbeat;

import java.util.List;

/**
 * What a received heartbeat changed.
 *
 * @param isAnswerDue a heartbeat shall go back over the same path at once, so that a heal is not seen a whole interval late
 */
public record Receipt(Acceptance acceptance, boolean isAnswerDue, List<LivenessEvent> events) {
    public Receipt {
        events = List.copyOf(events);
    }

    static Receipt dropped(Acceptance why) {
        return new Receipt(why, false, List.of());
    }
}
