package dev.vigil.simulator.explore;

import java.util.ArrayList;
import java.util.List;

/** Where histories begin: clocks fast and slow, and a unit that nobody owns, or that alpha has taken with one voter or with two. */
final class Beginnings {
    private static final int[][] RATES = {{Pace.SLOW, Pace.FAST, Pace.FAST}, {Pace.SLOW, Pace.SLOW, Pace.FAST}};

    private Beginnings() {}

    static List<State> all(Limits limits) {
        List<State> all = new ArrayList<>();
        for (int[] rates : RATES) {
            all.add(founded(rates, limits));
            all.add(owned(rates, limits, 2));
            all.add(owned(rates, limits, 1));
        }
        return all;
    }

    private static State founded(int[] rates, Limits limits) {
        State state = new State(rates, limits);
        for (int i = 0; i < State.SITES; i++) {
            new Hands(state).boot(i);
        }
        return state;
    }

    /** Owned by alpha with the witness; bravo has granted too if {@code from} is 1. */
    private static State owned(int[] rates, Limits limits, int from) {
        State state = founded(rates, limits);
        state.cut = Limits.Cut.NONE;
        state = Course.after(state, new Happening(Happening.Kind.TAKE, 0, 0));
        for (int voter = from; voter < State.SITES; voter++) {
            state = Course.after(state, new Happening(Happening.Kind.DELIVER, voter, 0));
            state = Course.after(state, new Happening(Happening.Kind.DELIVER, 0, voter * 10));
        }
        state = Course.after(state, new Happening(Happening.Kind.KIT_STARTS, 0, 0));
        state.loseAllMail();
        state.cut = limits.cut();
        return state;
    }
}
