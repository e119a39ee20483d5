package dev.vigil.server.kithost;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.vigil.lcd.model.Tag;
import dev.vigil.recovery.KitCallId;
import dev.vigil.server.kithost.RunningCall.Phase;

/** Whose turn it is: one run at a time for each resource, and no more than the limit in all. Any thread may call; nothing blocks. */
final class Lanes {
    private final KitLimits limits;
    /** Per resource, the run that has the turn first, then those that wait. */
    private final Map<Tag, Deque<KitRun>> lanes = new TreeMap<>();
    private final Map<KitCallId, KitRun> runs = new TreeMap<>();
    private final Map<Tag, String> barred = new TreeMap<>();
    /** Runs at the head of their lane that have not begun, in order of arrival. */
    private final Deque<KitRun> ready = new ArrayDeque<>();
    private int running;

    Lanes(KitLimits limits) {
        this.limits = limits;
    }

    /** Queues the run; the answer is why not, or empty. */
    synchronized Optional<String> enter(KitRun run) {
        String bar = barred.get(run.tag());
        if (bar != null) {
            return Optional.of(bar);
        }
        Deque<KitRun> lane = lanes.computeIfAbsent(run.tag(), tag -> new ArrayDeque<>());
        if (lane.size() > limits.waitingForOne()) {
            return Optional.of("not begun: " + limits.waitingForOne() + " calls wait for " + run.tag() + " already");
        }
        lane.add(run);
        runs.put(run.decision().call(), run);
        if (lane.size() == 1) {
            ready.add(run);
        }
        return Optional.empty();
    }

    /** Takes the runs whose turn has come; the caller must run them, and {@link #leave} when they are over. */
    synchronized List<KitRun> takeReady() {
        List<KitRun> taken = new ArrayList<>();
        while (running < limits.running() && !ready.isEmpty()) {
            KitRun run = ready.remove();
            if (run.begin()) {
                running++;
                taken.add(run);
            }
        }
        return taken;
    }

    /** Removes a run that is over, whether it had begun or only waited. {@code had} tells which. */
    synchronized void leave(KitRun run, Phase had) {
        if (runs.remove(run.decision().call()) == null) {
            return;
        }
        if (had != Phase.WAITING) {
            running--;
        }
        ready.remove(run);
        Deque<KitRun> lane = lanes.getOrDefault(run.tag(), new ArrayDeque<>());
        boolean hadTurn = lane.peek() == run;
        lane.remove(run);
        if (lane.isEmpty()) {
            lanes.remove(run.tag());
        } else if (hadTurn) {
            ready.add(lane.element());
        }
    }

    /** No more calls for this resource; the answer is those that wait and will never have their turn. */
    synchronized List<KitRun> bar(Tag tag, String reason) {
        barred.put(tag, reason);
        return lanes.getOrDefault(tag, new ArrayDeque<>()).stream().filter(run -> run.phase() == Phase.WAITING).toList();
    }

    synchronized Map<Tag, String> barred() {
        return new TreeMap<>(barred);
    }

    synchronized Optional<KitRun> find(KitCallId call) {
        return Optional.ofNullable(runs.get(call));
    }

    synchronized List<KitRun> all() {
        return List.copyOf(runs.values());
    }
}
