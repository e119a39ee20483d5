package dev.vigil.server.kithost;

import java.time.Duration;
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

/**
 * Whose turn it is: one run at a time for each resource, and in all no more actions and no more checks than the limits say. Checks stand
 * behind: they never take the place of an action, and none begins while an action waits. Any thread may call; nothing blocks.
 */
final class Lanes {
    private final KitLimits limits;
    /** Per resource, the run that has the turn first, then those that wait. */
    private final Map<Tag, Deque<KitRun>> lanes = new TreeMap<>();
    private final Map<KitCallId, KitRun> runs = new TreeMap<>();
    private final Map<Tag, String> barred = new TreeMap<>();
    private final Queue actions;
    private final Queue checks;

    /** Runs of one sort: those at the head of their lane that have not begun, in order of arrival, and how many have. */
    private static final class Queue {
        final Deque<KitRun> ready = new ArrayDeque<>();
        final int most;
        int running;

        Queue(int most) {
            this.most = most;
        }

        boolean hasTurn() {
            return running < most && !ready.isEmpty();
        }
    }

    Lanes(KitLimits limits) {
        this.limits = limits;
        this.actions = new Queue(limits.running());
        this.checks = new Queue(limits.checks());
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
            queueOf(run).ready.add(run);
        }
        return Optional.empty();
    }

    /** Takes the runs whose turn has come; the caller must run them, and {@link #leave} when they are over. */
    synchronized List<KitRun> takeReady() {
        List<KitRun> taken = new ArrayList<>();
        take(actions, taken);
        if (actions.ready.isEmpty()) {
            take(checks, taken);
        }
        return taken;
    }

    private static void take(Queue queue, List<KitRun> taken) {
        while (queue.hasTurn()) {
            KitRun run = queue.ready.remove();
            if (run.begin()) {
                queue.running++;
                taken.add(run);
            }
        }
    }

    /** What a person or a rule waits for is an action, also when it checks. */
    private Queue queueOf(KitRun run) {
        return run.isCheck() ? checks : actions;
    }

    synchronized KitLoad actions() {
        return load(actions);
    }

    synchronized KitLoad checks() {
        return load(checks);
    }

    private static KitLoad load(Queue queue) {
        Duration longest = queue.ready.stream().map(KitRun::age).max(Duration::compareTo).orElse(Duration.ZERO);
        return new KitLoad(queue.running, queue.ready.size(), queue.most, longest);
    }

    /** Removes a run that is over, whether it had begun or only waited. {@code had} tells which. */
    synchronized void leave(KitRun run, Phase had) {
        if (runs.remove(run.decision().call()) == null) {
            return;
        }
        if (had != Phase.WAITING) {
            queueOf(run).running--;
        }
        queueOf(run).ready.remove(run);
        Deque<KitRun> lane = lanes.getOrDefault(run.tag(), new ArrayDeque<>());
        boolean hadTurn = lane.peek() == run;
        lane.remove(run);
        if (lane.isEmpty()) {
            lanes.remove(run.tag());
        } else if (hadTurn) {
            queueOf(lane.element()).ready.add(lane.element());
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
