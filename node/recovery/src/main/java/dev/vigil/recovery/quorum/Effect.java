package dev.vigil.recovery.quorum;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.UnitId;

/** What shall be done, in this order. The two kinds of forcing are barriers: nothing after one happens before it is on the disk. */
public sealed interface Effect {
    record ForceVotes(VoteRecord record) implements Effect {}

    record ForceOwner(UnitId unit, OwnerRecord record) implements Effect {}

    record Send(Letter letter) implements Effect {}

    /** The guard and the kernel have these deadlines now, instead of any earlier ones. */
    record Enforce(UnitId unit, Deadlines deadlines) implements Effect {}

    /** The guard has nothing more to end. */
    record Disarm(UnitId unit) implements Effect {}

    record OpenGate(UnitId unit) implements Effect {}

    record ShutGate(UnitId unit) implements Effect {}

    /** Bring it in service; the guard refuses after its deadline. */
    record Start(UnitId unit, Epoch epoch) implements Effect {}

    /** Take it out of service and confirm it. */
    record Stop(UnitId unit) implements Effect {}
}
