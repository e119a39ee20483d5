package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** RC-20: without storage nothing starts and nothing changes, since no epoch could be stored; what runs goes on and is watched. */
final class StorageTrouble {
    private StorageTrouble() {}

    static Turn failed(ClusterView view, Ticks now, Event.StoreFailed event) {
        Turn turn = new Turn(view.self(), view.incarnation(), event.durable(), new Mind(view.soft()), now);
        turn.note(Note.of(NoteCode.STORAGE_FAILED).with("rule", "RC-20").with("reason", event.reason()));
        turn.mind.storage = Soft.Storage.FAILED;
        Restarts.storageFailed(turn);
        forgetCalls(turn, event.durable());
        List<UnitTask> tasks = List.copyOf(turn.mind.tasks.values());
        turn.mind.tasks.clear();
        tasks.forEach(task -> Askers.answer(turn, task.asker(), refusal(turn)));
        turn.mind.operation.ifPresent(operation -> Askers.answer(turn, operation.asker(), refusal(turn)));
        turn.mind.operation = Optional.empty();
        turn.mind.prepared = Optional.empty();
        rememberStopped(turn, view.lcd(), tasks);
        rememberRetried(turn, tasks);
        turn.mind.yielding.forEach(unit -> turn.wake("yield/" + unit, DescentEnd.YIELD_AGAIN_AFTER));
        watchAgain(turn);
        return turn;
    }

    private static Reply refusal(Turn turn) {
        return new Reply.Refused(Reply.Refusal.UNKNOWN, "The disk of " + turn.self() + " failed in the middle of it",
                "Free space or repair the disk, then look at status");
    }

    /** What was taken out, though the disk could not take it down, is down: it is brought in service again once it can. */
    private static void rememberStopped(Turn turn, LcdState meant, List<UnitTask> tasks) {
        Ownership.heldBy(turn.lcd(), turn.self()).stream().map(OwnershipRow::unit)
                .filter(unit -> tasks.stream().anyMatch(task -> task.unit().equals(unit) && task.kind() == UnitTask.Kind.DOWN)
                        || isStoppedIn(turn, meant, unit))
                .forEach(unit -> {
                    turn.mind.interrupted.add(unit);
                    turn.note(Note.of(NoteCode.NOWHERE_TO_GO).with("rule", "RC-20").with("unit", unit).with("detail",
                            "it was being taken out of service when the disk failed; it is brought in service here again as soon"
                                    + " as the disk takes changes"));
                });
    }

    /** What was just tried again has not been tried; and no timer that stood behind the failed store will ring. */
    private static void rememberRetried(Turn turn, List<UnitTask> tasks) {
        tasks.stream().filter(task -> task.kind() == UnitTask.Kind.UP && task.cause() == Cause.RESOURCE_FAILURE)
                .forEach(task -> turn.mind.retries.put(task.unit(), task.tags()));
        turn.mind.retries.keySet().forEach(unit -> turn.wake("retry/" + unit, DescentEnd.RETRY_AFTER));
    }

    private static boolean isStoppedIn(Turn turn, LcdState meant, UnitId unit) {
        return turn.config().membersOf(unit).stream().anyMatch(tag -> turn.isInState(tag, ResourceState.ISP)
                && meant.stateOf(tag, turn.self()) != ResourceState.ISP);
    }

    /** Calls that stood behind a failed store were never carried out, and never end. */
    private static void forgetCalls(Turn turn, LcdState durable) {
        turn.mind.calls.values().removeIf(call -> !covers(durable, call.needs()));
        turn.mind.extensions.keySet().removeIf(id -> !turn.mind.calls.containsKey(id));
        turn.mind.asked.entrySet().stream().filter(waiting -> !turn.mind.calls.containsKey(waiting.getKey()))
                .forEach(waiting -> Askers.answer(turn, waiting.getValue(), refusal(turn)));
        turn.mind.asked.keySet().removeIf(id -> !turn.mind.calls.containsKey(id));
        turn.mind.raised.entrySet().stream().filter(waiting -> !turn.mind.calls.containsKey(waiting.getKey()))
                .forEach(waiting -> Askers.answer(turn, waiting.getValue().asker(), refusal(turn)));
        turn.mind.raised.keySet().removeIf(id -> !turn.mind.calls.containsKey(id));
    }

    static boolean covers(LcdState durable, LcdState needs) {
        return durable.config().number().compareTo(needs.config().number()) >= 0 && needs.statuses().entrySet().stream()
                .noneMatch(e -> e.getValue().isNewerThan(durable.status(e.getKey())));
    }

    /** Timers that stood behind the failed store are lost too. */
    private static void watchAgain(Turn turn) {
        turn.config().resources().stream().filter(row -> turn.isInState(row.tag(), ResourceState.ISP))
                .forEach(row -> Checks.schedule(turn, row.tag()));
        turn.lcd().status(turn.self()).repairs().forEach(row -> Repairs.expire(turn, row.tag()));
    }

    static void recovered(Turn turn) {
        if (!turn.mind.isStorageFailed()) {
            return;
        }
        turn.mind.storage = Soft.Storage.WORKS;
        turn.note(Note.of(NoteCode.STORAGE_RECOVERED).with("rule", "RC-20"));
        for (NodeId peer : turn.peers()) {
            turn.mind.peers.put(peer, turn.mind.peer(peer).stale());
            turn.greet(peer);
            turn.tell(peer, new PeerNote.WantStatus());
        }
        Ownership.heldBy(turn.lcd(), turn.self()).forEach(row -> resolve(turn, row));
        turn.mind.interrupted.clear();
        Failover.reconsider(turn);
    }

    /** What was in the middle of a change, or stopped without a trace on the disk, is taken out, confirmed, and brought in service. */
    private static void resolve(Turn turn, OwnershipRow row) {
        UnitId unit = row.unit();
        SortedSet<Tag> doubtful = turn.mind.interrupted.contains(unit)
                ? new TreeSet<>(Descent.running(turn, unit))
                : new TreeSet<>();
        turn.config().membersOf(unit).stream().filter(tag -> turn.isInState(tag, ResourceState.ILLSTATE))
                .forEach(tag -> doubtful.add(tag));
        if (!doubtful.isEmpty() && !turn.mind.tasks.containsKey(unit)) {
            SortedSet<Tag> wanted = Moves.wanted(turn, unit);
            Descent.begin(turn, UnitTask.down(unit, doubtful, Cause.START, turn.now()).then(new After.Retry(wanted)));
        }
    }
}
