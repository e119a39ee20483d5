package dev.vigil.recovery;

import java.time.Duration;

import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Tag;

/**
 * RC-85: what the guard has ended on a node that lives counts as failed, as soon as the node knows that it still owns it. RC-86: a node
 * without a guard says so, and with quorum off goes on.
 */
final class GuardReports {
    private static final String DETAIL = "the guard has ended it, since this node stood still";
    /** As {@link Event.GuardActed#reason} tells it. */
    private static final String SILENT = "node-silent";
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private GuardReports() {}

    static void acted(Turn turn, Event.GuardActed acted) {
        turn.note(Note.of(NoteCode.GUARD_ACTED).with("rule", "RC-85").with("reason", acted.reason())
                .with("tags", WireText.tags(acted.tags())).with("ended", acted.ended()));
        if (acted.left() > 0) {
            turn.note(Note.of(NoteCode.GUARD_INCOMPLETE).with("rule", "RC-85").with("tags", WireText.tags(acted.tags()))
                    .with("left", acted.left()));
        }
        if (turn.config().isByMajority()) {
            leasesEnded(turn, acted);
        } else if (acted.ended() > 0) {
            acted.tags().forEach(tag -> again(turn, tag));
        }
    }

    /**
     * By majority the guard acts when a lease is as good as over, and takes the addresses of all units away: each begins anew, here or
     * where the voters grant it. What it did after the end of an earlier life is known by the start of this one.
     */
    private static void leasesEnded(Turn turn, Event.GuardActed acted) {
        if (acted.reason().equals(SILENT)) {
            Ownership.heldBy(turn.lcd(), turn.self()).forEach(row -> Leases.lost(turn, row.unit(), DETAIL));
        }
    }

    /** While the node asks its peers what it owns, or works on the unit, nobody knows whether it has to be there at all. */
    static void again(Turn turn, Tag tag) {
        if (!turn.isInState(tag, ResourceState.ISP)) {
            return;
        }
        boolean isQuiet = Topology.target(turn.config(), tag, turn.self())
                .filter(target -> Checks.isQuiet(turn, target.resource().unit())).isPresent();
        if (isQuiet) {
            ResourceFailure.failed(turn, tag, DETAIL);
        } else {
            turn.wake("guarded/" + tag, AGAIN_AFTER);
        }
    }

    static void lost(Turn turn, String detail) {
        turn.note(Note.of(NoteCode.GUARD_LOST).with("rule", "RC-86").with("quorum", "off").with("detail", detail));
    }
}
