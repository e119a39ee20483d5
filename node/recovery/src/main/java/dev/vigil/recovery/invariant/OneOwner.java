package dev.vigil.recovery.invariant;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;

/**
 * A resource is not started on a node while it may run on another that still runs itself. With quorum off this is promised only for
 * nodes that stayed connected, in one direction on one path at least. Where one direction is gone altogether, less is promised: shortly
 * after the start the other has shut its gate, so that no client reaches both; its scripts may take longer to end. While nothing of the
 * taker reaches the other, it cannot know, and that time does not count.
 */
final class OneOwner implements Invariant {
    /** The owner sees its deafness up to a heartbeat interval after the taker sees the silence. */
    private static final Duration GATE_SHUTS_WITHIN = Duration.ofMillis(100);

    private final List<Owed> owed = new ArrayList<>();

    /** A gate that must be shut by a time, since the resource was started elsewhere. */
    private record Owed(NodeId by, Tag tag, NodeId taker, Ticks until) {}

    @Override
    public String number() {
        return "IN-1";
    }

    @Override
    public Optional<String> broken(Happening what, Census census) {
        Optional<String> late = late(census);
        return what instanceof Happening.Called called && called.call().action() == Action.RESTORE
                ? started(called, census).or(() -> late)
                : late;
    }

    private Optional<String> started(Happening.Called called, Census census) {
        NodeId node = called.node();
        Tag tag = called.call().target().resource().tag();
        List<NodeId> others = census.hosts().entrySet().stream().filter(other -> !other.getKey().equals(node))
                .filter(other -> other.getValue().isUp() && other.getValue().activity(tag).mayRun()).map(Map.Entry::getKey)
                .filter(other -> !census.links().apart().contains(Census.Pair.of(node, other))).toList();
        others.stream().filter(other -> census.links().deaf().contains(Census.Pair.of(node, other)))
                .forEach(other -> owed.add(new Owed(other, tag, node, census.at().plus(GATE_SHUTS_WITHIN))));
        return others.stream().filter(other -> !census.links().deaf().contains(Census.Pair.of(node, other))).findFirst()
                .map(other -> tag + " is started on " + node + " while it is " + census.host(other).activity(tag) + " on " + other
                        + ", and each could hear the other");
    }

    private Optional<String> late(Census census) {
        owed.removeIf(debt -> isPaid(debt, census));
        owed.replaceAll(debt -> census.links().mute().contains(new Census.Way(debt.taker(), debt.by()))
                ? new Owed(debt.by(), debt.tag(), debt.taker(), census.at().plus(GATE_SHUTS_WITHIN))
                : debt);
        return owed.stream().filter(debt -> debt.until().isBefore(census.at())).findFirst()
                .map(debt -> debt.tag() + " was started on " + debt.taker() + ", and " + GATE_SHUTS_WITHIN.toMillis()
                        + " ms later it is "
                        + census.host(debt.by()).activity(debt.tag()) + " on " + debt.by() + " with its gate open");
    }

    /** Also where the two were wholly apart meanwhile, or the taker has gone: then nothing was promised any more. */
    private static boolean isPaid(Owed debt, Census census) {
        Census.Host host = census.host(debt.by());
        boolean isStillTaken = census.host(debt.taker()).isUp() && census.host(debt.taker()).activity(debt.tag()).mayRun();
        return !host.isUp() || host.gate() == Census.Gate.SHUT || !host.activity(debt.tag()).mayRun() || !isStillTaken
                || census.links().apart().contains(Census.Pair.of(debt.by(), debt.taker()));
    }
}
