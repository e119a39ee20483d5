package dev.vigil.simulator.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Breadth first from every beginning, so the first breach it finds is the shortest. */
public final class Explorer {
    private static final int NOBODY = -1;
    private static final int BETWEEN = 1000;
    private static final int LIVENESS_EVERY = 199;

    private record Waiting(State state, int number, int depth) {}

    private final Limits limits;
    private final Visited visited;
    private final List<State> beginnings;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long transitions;
    private long livenessRuns;
    private int depth;
    private int finishedDepth;
    private Optional<Exploration.Found> found = Optional.empty();

    private Explorer(Limits limits, List<State> beginnings) {
        this.limits = limits;
        this.beginnings = beginnings;
        this.visited = new Visited(limits.states());
    }

    /** Explores until a breach, the limits, or the end of the world. Deterministic; takes no clock. */
    public static Exploration explore(Limits limits) {
        return new Explorer(limits, Beginnings.all(limits)).run();
    }

    private Exploration run() {
        for (int i = 0; i < beginnings.size(); i++) {
            meet(beginnings.get(i), NOBODY, i, 0);
        }
        while (!waiting.isEmpty() && found.isEmpty() && !visited.isFull()) {
            Waiting next = waiting.remove();
            finishedDepth = Math.max(finishedDepth, next.depth - 1);
            depth = next.depth;
            if (next.depth < limits.depth()) {
                expand(next);
            }
        }
        boolean isWhole = waiting.isEmpty() && found.isEmpty() && depth < limits.depth();
        return new Exploration(visited.size(), transitions, Math.max(0, depth - 1), livenessRuns, isWhole, found);
    }

    private void expand(Waiting from) {
        if (from.number % LIVENESS_EVERY == 0) {
            livenessRuns++;
            Liveness.broken(from.state, limits).ifPresent(breach -> found = Optional.of(found(from.number, List.of(), breach)));
        }
        List<Happening> possible = Possible.in(from.state, limits);
        for (int i = 0; i < possible.size() && found.isEmpty(); i++) {
            meet(Course.after(from.state, possible.get(i)), from.number, i, from.depth + 1);
            List<State> between = Course.interrupted(from.state, possible.get(i));
            for (int j = 0; j < between.size() && found.isEmpty(); j++) {
                meet(between.get(j), from.number, BETWEEN * (j + 1) + i, from.depth + 1);
            }
        }
    }

    private void meet(State state, int parent, int event, int at) {
        transitions++;
        if (visited.isFull()) {
            return;
        }
        int number = visited.add(Fingerprint.of(state), parent, event);
        if (number == NOBODY) {
            return;
        }
        if (state.breach.isPresent()) {
            found = Optional.of(found(number, List.of(), state.breach.get()));
        } else {
            waiting.add(new Waiting(state, number, at));
        }
    }

    private Exploration.Found found(int number, List<String> after, Breach breach) {
        List<Integer> events = new ArrayList<>();
        int at = number;
        while (at != NOBODY) {
            events.add(visited.event(at));
            at = visited.parent(at);
        }
        Collections.reverse(events);
        List<String> lines = new ArrayList<>();
        State state = beginnings.get(events.getFirst());
        lines.add(Story.beginning(state, events.getFirst()));
        for (int event : events.subList(1, events.size())) {
            Happening what = Possible.in(state, limits).get(event % BETWEEN);
            State next = event < BETWEEN ? Course.after(state, what) : Course.interrupted(state, what).get(event / BETWEEN - 1);
            lines.add(Story.line(state, what, next) + (event < BETWEEN ? "" : ", and loses power in the middle"));
            state = next;
        }
        lines.addAll(after);
        return new Exploration.Found(breach, lines);
    }
}
