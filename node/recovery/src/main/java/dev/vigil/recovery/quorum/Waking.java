package dev.vigil.recovery.quorum;

/** RC-49: what a member does that did not run for a time. It cannot trust a deadline: its clock may have stood still too. */
final class Waking {
    private Waking() {}

    /** The gate first. What was asked or answered before counts no more; a fresh echo opens the gate again. */
    static void wake(MemberTurn turn) {
        turn.add(new Effect.ShutGate(turn.unit));
        if (turn.phase instanceof Phase.Taking taking) {
            Candidacy.withdraw(turn, taking.ask().epoch());
        } else if (turn.phase instanceof Phase.Holding holding) {
            turn.phase = Tenancy.doubted(holding, turn.now);
            TenureChange.askAnew(turn);
            Tenancy.tick(turn);
        }
    }
}
