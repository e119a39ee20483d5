package dev.vigil.recovery.invariant;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.KitCallId;

/**
 * A call has a number that its node never used in this life, a limit, and one end, at the latest shortly after the limit, or after its
 * host runs again; and while it is out no other action runs on the same resource.
 */
final class EveryCallEndsOnce implements Invariant {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private record Out(Decision.CallKit call, Ticks due) {}

    private final SortedMap<NodeId, SortedMap<KitCallId, Out>> out = new TreeMap<>();
    private final SortedMap<NodeId, Long> last = new TreeMap<>();

    @Override
    public String number() {
        return "IN-5";
    }

    @Override
    public Optional<String> broken(Happening what, Census census) {
        SortedMap<KitCallId, Out> calls = out.computeIfAbsent(what.node(), ignored -> new TreeMap<>());
        return switch (what) {
            case Happening.Called called -> called(called, calls, census.at());
            case Happening.Ended ended -> calls.remove(ended.call()) == null
                    ? Optional.of("call " + ended.call() + " of " + ended.node() + " ended, but was not out")
                    : Optional.empty();
            case Happening.Died died -> forget(died.node());
            case Happening.OldDisk old -> Optional.empty();
            case Happening.Woke woke -> woke(calls, census.at());
            case Happening.Turned turned -> overdue(calls, census.at());
        };
    }

    private Optional<String> called(Happening.Called called, SortedMap<KitCallId, Out> calls, Ticks now) {
        Decision.CallKit call = called.call();
        Tag tag = call.target().resource().tag();
        if (call.call().value() <= last.getOrDefault(called.node(), 0L)) {
            return Optional.of("the number of call " + call.call() + " of " + called.node() + " was used before");
        }
        Optional<Out> other = calls.values().stream().filter(open -> open.call().target().resource().tag().equals(tag))
                .findFirst();
        last.put(called.node(), call.call().value());
        calls.put(call.call(), new Out(call, now.plus(call.limit())));
        return other
                .map(open -> call.action() + " of " + tag + " is called on " + called.node() + " while " + open.call().action()
                        + " is out");
    }

    private Optional<String> forget(NodeId node) {
        out.remove(node);
        last.remove(node);
        return Optional.empty();
    }

    private static Optional<String> woke(SortedMap<KitCallId, Out> calls, Ticks now) {
        calls.replaceAll((id, open) -> open.due().isBefore(now) ? new Out(open.call(), now) : open);
        return Optional.empty();
    }

    private static Optional<String> overdue(SortedMap<KitCallId, Out> calls, Ticks now) {
        return calls.values().stream().filter(open -> open.due().plus(GRACE).isBefore(now))
                .findFirst()
                .map(open -> open.call().action() + " of " + open.call().target().resource().tag()
                        + " is out longer than its limit of "
                        + open.call().limit().toMillis() + " ms");
    }
}
