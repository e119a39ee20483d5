package dev.vigil.simulator;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.invariant.Census;
import dev.vigil.recovery.invariant.Happening;
import dev.vigil.recovery.invariant.Invariant;

/** A cluster, run from its scenario: one queue, one time, no thread. */
final class World {
    private static final String NOBODY = "world";

    private final Scenario scenario;
    private final Queue queue = new Queue();
    private final Trace trace;
    private final SimNetwork network;
    private final Tally tally = new Tally();
    private final SortedMap<String, SimFolder> folders = new TreeMap<>();
    private final SortedMap<NodeId, Long> withoutFolder = new TreeMap<>();
    private final SortedMap<NodeId, SimNode> nodes = new TreeMap<>();
    private final List<Invariant> invariants = Invariant.all();
    private Optional<Life.Broken> broken = Optional.empty();

    World(Scenario scenario) {
        this(scenario, new Trace(true));
    }

    private World(Scenario scenario, Trace trace) {
        this.scenario = scenario;
        this.trace = trace;
        this.network = new SimNetwork(scenario, queue);
        scenario.given().lcd().statuses().keySet().forEach(node -> nodes.put(node, new SimNode(this, node)));
    }

    /** The same world without its story, for those who only ask what breaks. */
    static World untold(Scenario scenario) {
        return new World(scenario, new Trace(false));
    }

    /** Runs to its end, or to the first invariant that breaks. */
    Life live() {
        SplitMix64 boots = new SplitMix64(scenario.seed()).fork("boots");
        nodes.values().forEach(node -> queue.at(boots.between(0, 1_000_000_000), node::boot));
        scenario.faults().forEach(fault -> queue.at(fault.at().nanos(), () -> strike(fault)));
        long end = scenario.lasts().toNanos();
        boolean isGoingOn = true;
        while (isGoingOn && broken.isEmpty()) {
            isGoingOn = next(end);
        }
        if (broken.isEmpty()) {
            AllSettle.broken(scenario, census()).ifPresent(this::breaks);
        }
        return new Life(trace.lines(), trace.hash(), broken);
    }

    /** An exception out of the code under test is a broken world like any other, or shrinking could not follow it. */
    private boolean next(long end) {
        try {
            return queue.next(end);
        } catch (RuntimeException thrown) {
            StackTraceElement[] stack = thrown.getStackTrace();
            breaks(new Invariant.Breach("IN-0", "NothingThrows", thrown + (stack.length > 0 ? " at " + stack[0] : "")));
            return false;
        }
    }

    Scenario scenario() {
        return scenario;
    }

    Queue queue() {
        return queue;
    }

    SimNetwork network() {
        return network;
    }

    Tally tally() {
        return tally;
    }

    /** All of them are on one storage, so that a node reaches all or none. */
    SimFolder folder(String name) {
        return folders.computeIfAbsent(name, made -> new SimFolder(queue, trace,
                new SplitMix64(scenario.seed()).fork("folder").fork(made), withoutFolder));
    }

    Trace trace() {
        return trace;
    }

    Ticks time() {
        return new Ticks(queue.now());
    }

    SimNode node(NodeId node) {
        SimNode found = nodes.get(node);
        if (found == null) {
            throw new IllegalArgumentException("the world has no node " + node);
        }
        return found;
    }

    Collection<SimNode> hosts() {
        return nodes.values();
    }

    /** Every invariant looks at what happened. */
    void see(Happening what) {
        if (broken.isEmpty()) {
            Invariant.judge(invariants, what, census()).ifPresent(this::breaks);
        }
    }

    private void breaks(Invariant.Breach breach) {
        trace.add(time(), NOBODY, '!', breach.toString());
        broken = Optional.of(new Life.Broken(time(), breach));
    }

    private Census census() {
        SortedMap<NodeId, Census.Host> hosts = new TreeMap<>();
        nodes.forEach((node, host) -> hosts.put(node, host.census()));
        return new Census(time(), hosts, network.links());
    }

    /** Somebody's fence agent cuts the power. */
    void fenced(NodeId victim, Duration lasts) {
        trace.add(time(), NOBODY, '!', "fenced " + victim);
        node(victim).powerOff(lasts);
    }

    private void strike(Fault fault) {
        trace.add(time(), NOBODY, '!', ScenarioText.print(fault).toString());
        switch (fault) {
            case Fault.Cut cut -> network.cut(cut);
            case Fault.NoFolder gone ->
                withoutFolder.merge(gone.node(), queue.now() + gone.lasts().toNanos(), Math::max);
            case Fault.PowerOff off -> node(off.node()).powerOff(off.lasts());
            case Fault.Kill kill -> {
                network.mute(kill.node(), kill.lasts());
                node(kill.node()).kill(kill.lasts());
            }
            case Fault.Restart restart -> node(restart.node()).restart(restart.lasts());
            case Fault.OldDisk old -> {
                node(old.node()).powerOff(old.lasts());
                node(old.node()).oldDisk(old.age());
            }
            case Fault.Freeze freeze -> {
                network.frozen(freeze.node(), freeze.lasts());
                node(freeze.node()).freeze(freeze.lasts());
            }
            case Fault.BadKit kit -> {
                node(kit.node()).kits().mood(kit.tag(), kit.mood());
                queue.at(queue.now() + kit.lasts().toNanos(), () -> node(kit.node()).kits().calm(kit.tag()));
            }
            case Fault.Break gone -> node(gone.node()).breakDown(gone.tag());
            case Fault.Rule rule -> node(rule.asked()).ask(rule.request());
            case Fault.Divide divide ->
                node(divide.asked()).ask(new Request.DeleteDependency(divide.parent(), divide.child()));
            case Fault.Join join -> node(join.asked()).ask(new Request.CreateDependency(join.parent(), join.child()));
            case Fault.Exchange exchange -> node(exchange.asked()).ask(new Request.ChangeConfig("others vote",
                    Request.puts(List.of(exchange.row())), exchange.without()));
            case Fault.Move move -> node(move.asked()).ask(new Request.Switchover(move.tag(), Optional.of(move.to())));
        }
    }
}
