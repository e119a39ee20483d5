package dev.vigil.simulator;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Tag;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.KitCallId;
import dev.vigil.recovery.invariant.Activity;

/** The kits of one host: what its resources really do. They take their time, and behave badly when a fault says so. */
final class SimKits {
    private static final int SLOWNESS = 20;

    private final SplitMix64 random;
    private final SortedMap<Tag, Activity> resources = new TreeMap<>();
    private final SortedMap<KitCallId, Decision.CallKit> out = new TreeMap<>();
    private final SortedMap<Tag, Fault.Mood> moods = new TreeMap<>();
    private final SortedSet<KitCallId> ended = new TreeSet<>();

    /** How a call will end, and when. */
    record Ending(Duration after, Outcome outcome) {}

    SimKits(SplitMix64 random) {
        this.random = random;
    }

    /** What they are doing; follows them. */
    SortedMap<Tag, Activity> resources() {
        return Collections.unmodifiableSortedMap(resources);
    }

    /** The node's process ends alone: what it ran runs on, what it was doing is in doubt. */
    void orphaned() {
        out.clear();
        resources.replaceAll((tag, activity) -> activity == Activity.STARTING || activity == Activity.STOPPING
                ? Activity.DOUBTFUL
                : activity);
    }

    void powerLost() {
        resources.clear();
        out.clear();
    }

    /** The guard ends everything of these: whatever an action was about to start does not come any more. */
    void guardEnds(Collection<Tag> tags) {
        tags.forEach(tag -> resources.computeIfPresent(tag, (running, activity) -> Activity.IDLE));
        out.forEach((id, call) -> {
            if (tags.contains(call.target().resource().tag())) {
                ended.add(id);
            }
        });
    }

    void mood(Tag tag, Fault.Mood mood) {
        moods.put(tag, mood);
    }

    void calm(Tag tag) {
        moods.remove(tag);
    }

    /** The resource ends by itself; false when it did not run. */
    boolean breakDown(Tag tag) {
        return resources.replace(tag, Activity.ACTIVE, Activity.BROKEN);
    }

    Ending begin(Decision.CallKit call) {
        out.put(call.call(), call);
        Tag tag = call.target().resource().tag();
        boolean isRunning = resources.getOrDefault(tag, Activity.IDLE) == Activity.ACTIVE;
        switch (call.action()) {
            case RESTORE, RECOVER -> resources.put(tag, Activity.STARTING);
            case REMOVE ->
                resources.computeIfPresent(tag, (running, activity) -> activity.mayRun() ? Activity.STOPPING : Activity.IDLE);
            case QUICK_CHECK, DEEP_CHECK, DELETE, CAN_EXTEND, EXTEND, ANNOUNCE, HANDLE_EVENT -> {
                /* changes nothing of what runs */ }
        }
        return ending(call, tag, isRunning);
    }

    private Ending ending(Decision.CallKit call, Tag tag, boolean isRunning) {
        Duration took = Duration.ofMillis(random.between(1, 60));
        if (call.action() == Action.HANDLE_EVENT) {
            return handled(call, took);
        }
        Outcome unknown = new Outcome.Unknown("no answer within " + call.limit().toMillis() + " ms");
        if (!moods.containsKey(tag)) {
            boolean isCheck = switch (call.action()) {
                case QUICK_CHECK, DEEP_CHECK -> true;
                case RESTORE, REMOVE, RECOVER, DELETE, CAN_EXTEND, EXTEND, ANNOUNCE, HANDLE_EVENT -> false;
            };
            return new Ending(took, isCheck && !isRunning ? new Outcome.Failed("it does not run") : new Outcome.Done(took));
        }
        return switch (moods.getOrDefault(tag, Fault.Mood.SLOW)) {
            case SLOW -> took.multipliedBy(SLOWNESS).compareTo(call.limit()) < 0
                    ? new Ending(took.multipliedBy(SLOWNESS), new Outcome.Done(took.multipliedBy(SLOWNESS)))
                    : new Ending(call.limit(), unknown);
            case HANG -> new Ending(call.limit(), unknown);
            case FAIL -> new Ending(took, new Outcome.Failed("made to fail"));
        };
    }

    /** Handlers recover nothing here: one that says so is found out by the next check, one that hangs has only cost time. */
    private Ending handled(Decision.CallKit call, Duration took) {
        return switch (random.below(3)) {
            case 0 -> new Ending(took, new Outcome.Done(took, "a handler exited with 0"));
            case 1 -> new Ending(took, new Outcome.Failed("a handler exited with 1"));
            default -> new Ending(call.limit(), new Outcome.Unknown("a handler hangs"));
        };
    }

    /** How a call ends that the guard has interfered with. */
    Outcome told(KitCallId id, Outcome outcome) {
        Decision.CallKit call = out.get(id);
        boolean isRemoval = call != null && call.action() == Action.REMOVE;
        return ended.contains(id) && !isRemoval ? new Outcome.Failed("the guard has ended it") : outcome;
    }

    /** Whether the call is still out. */
    boolean isOut(KitCallId call) {
        return out.containsKey(call);
    }

    void end(KitCallId id, Outcome outcome) {
        Decision.CallKit call = out.remove(id);
        if (call == null) {
            return;
        }
        if (ended.remove(id)) {
            return;
        }
        Tag tag = call.target().resource().tag();
        boolean isDone = outcome instanceof Outcome.Done;
        switch (call.action()) {
            case RESTORE, RECOVER -> resources.put(tag, isDone ? Activity.ACTIVE : Activity.DOUBTFUL);
            case REMOVE -> resources.replace(tag, Activity.STOPPING, isDone ? Activity.IDLE : Activity.DOUBTFUL);
            case QUICK_CHECK, DEEP_CHECK, DELETE, CAN_EXTEND, EXTEND, ANNOUNCE, HANDLE_EVENT -> {
                /* changes nothing of what runs */ }
        }
    }
}
