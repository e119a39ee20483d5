package dev.vigil.simulator.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Single histories, much longer than those that can all be looked at: at each moment chance takes one of the things that may happen. What
 * it finds is made short by leaving out events as long as the same promise is broken.
 */
public final class Wanderer {
    private static final int LONGEST = 70;
    private static final int FAULTS_LATER = 4;

    private final Limits limits;
    private final List<State> beginnings;

    private Wanderer(Limits limits) {
        this.limits = limits;
        this.beginnings = Beginnings.all(limits);
    }

    /** What was met. */
    public record Walks(long histories, long transitions, Optional<Exploration.Found> found) {
        public String line(String world) {
            return "%-20s %,d long histories by chance, %,d transitions%s".formatted(world, histories, transitions,
                    found.isPresent() ? ", BROKEN" : "");
        }
    }

    /** Walks until so many transitions are made, or a promise is broken. {@code chance} draws a number below the one it is given. */
    public static Walks walk(Limits limits, IntUnaryOperator chance, long transitions) {
        Wanderer wanderer = new Wanderer(limits);
        long histories = 0;
        long made = 0;
        while (made < transitions) {
            List<Happening> way = new ArrayList<>();
            int beginning = chance.applyAsInt(wanderer.beginnings.size());
            Optional<Breach> breach = wanderer.one(chance, beginning, way);
            histories++;
            made += way.size();
            if (breach.isPresent()) {
                return new Walks(histories, made, Optional.of(wanderer.shortened(beginning, way, breach.get())));
            }
        }
        return new Walks(histories, made, Optional.empty());
    }

    private Optional<Breach> one(IntUnaryOperator chance, int beginning, List<Happening> way) {
        State state = beginnings.get(beginning);
        while (way.size() < LONGEST && state.breach.isEmpty()) {
            Happening what = choose(chance, Possible.in(state, limits));
            way.add(what);
            state = Course.after(state, what);
        }
        return state.breach;
    }

    /** Faults are drawn more seldom, or they would all have struck before anything else has happened. */
    private static Happening choose(IntUnaryOperator chance, List<Happening> possible) {
        Happening what = possible.get(chance.applyAsInt(possible.size()));
        for (int again = 0; again < FAULTS_LATER && what.kind().isFault(); again++) {
            what = possible.get(chance.applyAsInt(possible.size()));
        }
        return what;
    }

    private Exploration.Found shortened(int beginning, List<Happening> way, Breach breach) {
        List<Happening> shorter = way;
        for (int i = shorter.size() - 1; i >= 0; i--) {
            List<Happening> without = new ArrayList<>(shorter);
            without.remove(Math.min(i, without.size() - 1));
            shorter = breaks(beginning, without, breach) ? without : shorter;
        }
        List<String> lines = new ArrayList<>();
        State state = beginnings.get(beginning);
        lines.add(Story.beginning(state, beginning));
        for (Happening what : shorter) {
            State next = Course.after(state, what);
            lines.add(Story.line(state, what, next));
            state = next;
        }
        return new Exploration.Found(breach, lines);
    }

    private boolean breaks(int beginning, List<Happening> way, Breach breach) {
        State state = beginnings.get(beginning);
        for (Happening what : way) {
            if (!Possible.in(state, limits).contains(what)) {
                return false;
            }
            state = Course.after(state, what);
            if (state.breach.isPresent()) {
                return state.breach.get().promise().equals(breach.promise());
            }
        }
        return false;
    }
}
