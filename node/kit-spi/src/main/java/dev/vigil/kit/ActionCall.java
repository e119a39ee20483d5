package dev.vigil.kit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;

/**
 * One call of an action.
 *
 * @param reason why it is called, one word: what a script sees as {@code VIGIL_REASON}
 * @param limit how long the action may take in all; the node ends it then
 * @param caution how much time it may spend on looking for harm before it acts
 * @param progress takes a short sentence at every step of a pending action, from any thread; people see the last one
 * @param source of CAN_EXTEND and EXTEND, the node from which the resource is extended to this one
 */
public record ActionCall(Action action, String reason, Duration limit, Caution caution, Consumer<String> progress,
        Optional<NodeId> source) {
    /** A call of any other action. */
    public ActionCall(Action action, String reason, Duration limit, Caution caution, Consumer<String> progress) {
        this(action, reason, limit, caution, progress, Optional.empty());
    }

    /** How much of the time to service may be spent on looking whether somebody else uses the same thing. */
    public enum Caution {
        /** Nobody is waiting: look in full, before acting. */
        FULL,
        /** Clients are waiting: act, and look at the same time for as long as is usual. */
        BRIEF,
        /** Every millisecond counts, or the last user has just let go: act. */
        NONE
    }
}
