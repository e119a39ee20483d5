package dev.vigil.simulator.explore;

import java.util.List;
import java.util.Optional;

import dev.vigil.recovery.quorum.Phase;
import dev.vigil.recovery.quorum.Voter;

/**
 * Bounded liveness: when nothing more goes wrong and a majority of voters is up, the unit comes in service. From here on every letter
 * arrives, every host runs, and one node after another wants the unit while nobody serves it.
 */
final class Liveness {
    /** Two leases of silence after a start and after a merge, one lease of a dead owner, and time for the words. */
    private static final int SLOTS = 30;
    /** Who served it in the beginning would have lost it by then. */
    private static final int RENEWED = 8;
    private static final int ROUNDS = 6;

    private Liveness() {}

    static Optional<Breach> broken(State from, Limits limits) {
        return settles(from, limits, false).or(() -> settles(from, limits, true));
    }

    /** @param isDownForGood whether what is down stays down; then a quarantined voter may wait for ever, and is not judged */
    private static Optional<Breach> settles(State from, Limits limits, boolean isDownForGood) {
        State state = new State(from);
        state.cut = Limits.Cut.NONE;
        for (int slot = 0; slot < SLOTS; slot++) {
            state = slot(state, limits, isDownForGood);
            if (state.breach.isPresent()) {
                return state.breach;
            }
            if (slot > RENEWED && Course.isServed(state)) {
                return Optional.empty();
            }
        }
        boolean isOwed = votersUp(state) >= Pace.VOTERS.majority() && nodesUp(state) > 0;
        return isOwed
                ? Optional.of(new Breach("InServiceAtLast", "not in service " + SLOTS + " slots after the last fault"
                        + (isDownForGood ? ", with one host down for good" : "")))
                : Optional.empty();
    }

    private static State slot(State from, Limits limits, boolean isDownForGood) {
        State state = Course.after(from, Happening.ADVANCE);
        for (int i = 0; i < State.SITES; i++) {
            Site site = state.site(i);
            if (site.standstill != Site.Standstill.NONE) {
                state = Course.after(state, new Happening(Happening.Kind.THAW, i, 0));
            } else if (site.member.isEmpty() && !isDownForGood) {
                state = Course.after(state, new Happening(Happening.Kind.BOOT, i, 0));
            }
            state = turn(state, i, limits);
        }
        for (int round = 0; round < ROUNDS; round++) {
            state = everythingArrives(state);
        }
        return want(state);
    }

    private static State turn(State from, int index, Limits limits) {
        State state = from;
        for (Happening.Kind kind : List.of(Happening.Kind.KIT_STARTS, Happening.Kind.KIT_STOPS, Happening.Kind.GUARD_ENDS,
                Happening.Kind.CONFIRM, Happening.Kind.TICK)) {
            Happening what = new Happening(kind, index, 0);
            if (Possible.in(state, limits).contains(what)) {
                state = Course.after(state, what);
            }
        }
        return state;
    }

    private static State everythingArrives(State from) {
        State state = from;
        for (int to = 0; to < State.SITES; to++) {
            for (int sender = 0; sender < State.SITES; sender++) {
                while (state.site(to).isUp() && !state.mail(sender, to).letters().isEmpty()) {
                    state = Course.arrives(state, sender, to);
                }
            }
        }
        return state;
    }

    private static State want(State from) {
        for (int i = 0; i < State.SITES - 1; i++) {
            Site site = from.site(i);
            boolean isBusy = site.isUp() && !(site.self().phase() instanceof Phase.Away);
            if (isBusy) {
                return from;
            }
        }
        for (int i = 0; i < State.SITES - 1; i++) {
            if (from.site(i).isUp() && from.site(i).self().voter().trust() != Voter.Trust.QUARANTINED) {
                return Course.after(from, new Happening(Happening.Kind.WANT, i, 0));
            }
        }
        return from;
    }

    private static long votersUp(State state) {
        long up = 0;
        for (int i = 0; i < State.SITES; i++) {
            Site site = state.site(i);
            up += site.isUp() && site.self().voter().trust() != Voter.Trust.QUARANTINED ? 1 : 0;
        }
        return up;
    }

    private static long nodesUp(State state) {
        long up = 0;
        for (int i = 0; i < State.SITES - 1; i++) {
            Site site = state.site(i);
            up += site.isUp() && site.self().voter().trust() != Voter.Trust.QUARANTINED ? 1 : 0;
        }
        return up;
    }
}
