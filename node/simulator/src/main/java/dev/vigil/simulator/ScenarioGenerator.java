package dev.vigil.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.vigil.lcd.model.DependencyRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.text.BlockText;
import dev.vigil.recovery.text.Given;
import dev.vigil.recovery.text.GivenText;

/** Makes a scenario from a seed. Each kind of fault is wholly absent in some of them, so that others get room to show. */
final class ScenarioGenerator {
    private static final int QUIET_START_MILLIS = 5_000;
    private static final int FAULTY_MILLIS = 50_000;
    /** Within so long voters are lost for good, so that there is time to go on without them. */
    private static final int LOST_MILLIS = 30_000;
    private static final Duration LASTS = Duration.ofSeconds(90);
    private static final int MOST_FAULTS = 12;
    private static final int MOST_PARTITIONS = 6;
    private static final int MOST_MACHINES = 2;
    private static final int MOST_REMOVED = 4;
    private static final int MOST_CHANGES = 8;
    private static final int MOST_LOSS = 200;
    private static final int MOST_BURST = 9;

    private final SplitMix64 random;
    private final Given given;
    private final List<Fault> faults = new ArrayList<>();

    /** How it is decided who owns. */
    private enum Way {
        SILENCE, MAJORITY, STORAGE, FENCES, PERSON, RESTARTS, VOTED_RESTARTS, EXCHANGES, MACHINES
    }

    private ScenarioGenerator(long seed, Way way) {
        random = new SplitMix64(seed).fork("scenario");
        List<String> lines = hierarchies(random.fork("hierarchies"));
        if (way == Way.SILENCE && random.fork("safety").below(3) == 0) {
            lines.replaceAll(line -> line.startsWith("resource") ? line + " p.policy.safety-check=on" : line);
        }
        if (way == Way.PERSON) {
            lines.replaceAll(line -> line.startsWith("resource") ? line + " p.policy.heal=hold" : line);
        } else if (way == Way.FENCES) {
            lines.addAll(fences(random.fork("fences")));
        } else if (way == Way.MACHINES) {
            List.of("alpha", "bravo", "charlie").forEach(node -> lines.add("node name=" + node));
        } else if (way == Way.RESTARTS) {
            lines.addAll(RestartsDrawn.settings(random.fork("restarts")));
        } else if (way == Way.EXCHANGES) {
            lines.addAll(ExchangesDrawn.settings(random.fork("exchanges")));
            lines.replaceAll(line -> line.startsWith("resource") && !line.contains(" on=") ? line + " on=alpha,bravo" : line);
            TenuresDrawn.into(random.fork("tenures"), lines, lines.stream().noneMatch(line -> line.contains("storage")));
        } else if (way != Way.SILENCE) {
            boolean isFast = lines.getFirst().contains("fast");
            List<String> nodes = way == Way.STORAGE ? List.of("alpha", "bravo") : List.of("alpha", "bravo", "whisky");
            nodes.forEach(node -> lines.add("node name=" + node));
            lines.addAll(way == Way.VOTED_RESTARTS ? RestartsDrawn.within(nodes) : List.of());
            lines.add(
                    "quorum mode=" + (way == Way.STORAGE ? "storage" : "majority") + " number=1 voters=" + String.join(",", nodes)
                            + (isFast ? " lease-ms=300 kill-ms=80 tick-ms=15" : " lease-ms=1000 kill-ms=250 tick-ms=50")
                            + (way == Way.STORAGE ? " storage=/quorum storage-lease-ms=3000" : ""));
            lines.replaceAll(line -> line.startsWith("resource") && !line.contains(" on=") ? line + " on=alpha,bravo" : line);
            TenuresDrawn.into(random.fork("tenures"), lines, way != Way.STORAGE);
        }
        given = GivenText.parse(BlockText.parse(lines));
    }

    /** The same with a witness, and ownership by majority, of hierarchies with all kinds of leases; whole nodes are cut off besides. */
    static Scenario majority(long seed) {
        return withTenures(seed, partitioned(seed, new ScenarioGenerator(seed, Way.MAJORITY)));
    }

    private static Scenario withTenures(long seed, Scenario parted) {
        List<Fault> more = TenuresDrawn.of(new SplitMix64(seed).fork("tenures"), parted.given().lcd(), QUIET_START_MILLIS,
                FAULTY_MILLIS);
        boolean isChanging = more.stream().anyMatch(Fault.Rule.class::isInstance);
        // No disk is older than a change that its node has agreed to.
        List<Fault> faults = new ArrayList<>(
                parted.faults().stream().filter(fault -> !(isChanging && fault instanceof Fault.OldDisk)).toList());
        faults.addAll(more);
        faults.sort(Comparator.comparing(Fault::at));
        return parted.with(faults);
    }

    /** The same with quorum off and fencing required; whole nodes are cut off besides. */
    static Scenario fencing(long seed) {
        return partitioned(seed, new ScenarioGenerator(seed, Way.FENCES));
    }

    /** The same with a folder in the place of the witness, which is out of reach at times. */
    static Scenario storage(long seed) {
        Scenario parted = partitioned(seed, new ScenarioGenerator(seed, Way.STORAGE));
        SplitMix64 chance = new SplitMix64(seed).fork("folder");
        List<Fault> faults = new ArrayList<>(parted.faults());
        List<NodeId> nodes = List.copyOf(parted.given().lcd().statuses().keySet());
        for (int left = chance.below(MOST_PARTITIONS); left > 0; left--) {
            faults.add(new Fault.NoFolder(Ticks.ofMillis(QUIET_START_MILLIS + chance.below(FAULTY_MILLIS)),
                    Duration.ofMillis(1 + chance.below(chance.below(2) == 0 ? 10_000 : 1_500)),
                    nodes.get(chance.below(nodes.size()))));
        }
        faults.sort(Comparator.comparing(Fault::at));
        return parted.with(faults);
    }

    /**
     * The same with quorum off or by majority, while operators restart the software of nodes; whole nodes are cut off besides. By majority the
     * disk of one node may be old: what every voter has granted for a restart, two of three could forget.
     */
    static Scenario restarting(long seed) {
        SplitMix64 chance = new SplitMix64(seed).fork("voted");
        boolean isVoted = chance.below(2) == 0;
        Scenario parted = partitioned(seed, new ScenarioGenerator(seed, isVoted ? Way.VOTED_RESTARTS : Way.RESTARTS));
        List<NodeId> nodes = List.copyOf(parted.given().lcd().statuses().keySet());
        NodeId forgetful = nodes.get(chance.below(nodes.size()));
        List<Fault> faults = new ArrayList<>(parted.faults().stream()
                .filter(fault -> !isVoted || !(fault instanceof Fault.OldDisk old) || old.node().equals(forgetful)).toList());
        faults.addAll(RestartsDrawn.of(new SplitMix64(seed).fork("restarting"), parted.given().lcd(), QUIET_START_MILLIS,
                FAULTY_MILLIS));
        faults.sort(Comparator.comparing(Fault::at));
        return parted.with(faults);
    }

    /**
     * By majority, while operators let others vote, and on other terms, or give up most of the voters, of hierarchies with all kinds of
     * leases; whole nodes are cut off besides. No disk is older than an exchange that its node has heard of, nor than what is kept until a
     * fence.
     */
    static Scenario exchanging(long seed) {
        Scenario parted = withTenures(seed, partitioned(seed, new ScenarioGenerator(seed, Way.EXCHANGES)));
        SplitMix64 losses = new SplitMix64(seed).fork("losing");
        boolean isLoss = losses.below(4) == 0;
        List<Fault> drawn = isLoss
                ? ExchangesDrawn.loss(losses, parted.given().lcd(), QUIET_START_MILLIS + losses.below(LOST_MILLIS))
                : ExchangesDrawn.of(new SplitMix64(seed).fork("exchanging"), parted.given().lcd(), QUIET_START_MILLIS,
                        FAULTY_MILLIS);
        boolean isAnyFenced = !parted.given().lcd().config().fences().isEmpty();
        List<Fault> faults = new ArrayList<>(parted.faults().stream().filter(fault -> ExchangesDrawn.isWithin(fault, drawn))
                .filter(fault -> !isLoss || ExchangesDrawn.isBeside(fault, drawn))
                .filter(fault -> !(isAnyFenced && fault instanceof Fault.OldDisk)).toList());
        faults.addAll(drawn);
        faults.sort(Comparator.comparing(Fault::at));
        return parted.with(faults);
    }

    /**
     * The same, by majority or with quorum off, while the machine of a node is lost for good and another takes its name; with quorum off
     * operators remove nodes too. Whole nodes are cut off besides. No disk is older than the change by which a name was taken.
     */
    static Scenario replacing(long seed) {
        SplitMix64 chance = new SplitMix64(seed).fork("replacing");
        Way way = chance.below(2) == 0 ? Way.MAJORITY : Way.MACHINES;
        Scenario parted = partitioned(seed, new ScenarioGenerator(seed, way));
        List<Fault> faults = new ArrayList<>(
                parted.faults().stream().filter(fault -> !(fault instanceof Fault.OldDisk)).toList());
        List<NodeId> nodes = List.copyOf(parted.given().lcd().statuses().keySet());
        int lost = chance.below(nodes.size());
        int asked = (lost + 1 + chance.below(nodes.size() - 1)) % nodes.size();
        for (int left = 1 + chance.below(MOST_MACHINES); left > 0; left--) {
            faults.add(new Fault.NewMachine(Ticks.ofMillis(QUIET_START_MILLIS + chance.below(FAULTY_MILLIS)),
                    Duration.ofMillis(1 + chance.below(chance.below(2) == 0 ? 10_000 : 1_500)), nodes.get(lost),
                    nodes.get(asked)));
        }
        for (int left = way == Way.MACHINES ? chance.below(MOST_REMOVED) : 0; left > 0; left--) {
            faults.add(new Fault.Rule(Ticks.ofMillis(QUIET_START_MILLIS + chance.below(FAULTY_MILLIS)),
                    nodes.get(chance.below(nodes.size())),
                    new Request.RemoveNode(nodes.get(chance.below(nodes.size())), List.of())));
        }
        faults.sort(Comparator.comparing(Fault::at));
        return parted.with(faults);
    }

    private static Scenario partitioned(long seed, ScenarioGenerator generator) {
        SplitMix64 chance = new SplitMix64(seed).fork("partitions");
        Scenario plain = of(seed, generator);
        List<Fault> faults = new ArrayList<>(plain.faults());
        List<NodeId> nodes = List.copyOf(plain.given().lcd().statuses().keySet());
        for (int left = chance.below(MOST_PARTITIONS); left > 0; left--) {
            NodeId one = nodes.get(chance.below(nodes.size()));
            boolean isWhole = chance.below(2) == 0;
            NodeId other = nodes.get(chance.below(nodes.size()));
            int directions = 1 + chance.below(3);
            Ticks at = Ticks.ofMillis(QUIET_START_MILLIS + chance.below(FAULTY_MILLIS));
            Duration lasts = Duration.ofMillis(1 + chance.below(chance.below(2) == 0 ? 10_000 : 1_500));
            for (PathRow path : plain.given().lcd().config().paths()) {
                if (path.touches(one) && (isWhole || path.touches(other))) {
                    NodeId peer = path.peerOf(one);
                    if ((directions & 1) != 0) {
                        faults.add(new Fault.Cut(at, lasts, path.path(), one, peer));
                    }
                    if ((directions & 2) != 0) {
                        faults.add(new Fault.Cut(at, lasts, path.path(), peer, one));
                    }
                }
            }
        }
        faults.sort(Comparator.comparing(Fault::at));
        return plain.with(faults);
    }

    /** The same, while operators divide and join hierarchies; no disk is older than a change that its node has agreed to. */
    static Scenario changing(long seed) {
        Scenario plain = of(seed);
        SplitMix64 changes = new SplitMix64(seed).fork("changes");
        List<NodeId> nodes = List.copyOf(plain.given().lcd().statuses().keySet());
        List<DependencyRow> dependencies = plain.given().lcd().config().dependencies();
        List<Fault> faults = new ArrayList<>(
                plain.faults().stream().filter(fault -> !(fault instanceof Fault.OldDisk)).toList());
        for (int left = 1 + changes.below(MOST_CHANGES); left > 0; left--) {
            DependencyRow row = dependencies.get(changes.below(dependencies.size()));
            NodeId asked = nodes.get(changes.below(nodes.size()));
            Ticks at = Ticks.ofMillis(QUIET_START_MILLIS + changes.below(FAULTY_MILLIS));
            faults.add(changes.below(2) == 0
                    ? new Fault.Divide(at, asked, row.parent(), row.child())
                    : new Fault.Join(at, asked, row.parent(), row.child()));
        }
        faults.sort(Comparator.comparing(Fault::at));
        return plain.with(faults);
    }

    /** The same, while operators freeze, set flags and have deaths confirmed, and take that back or do not. */
    static Scenario ruling(long seed) {
        Scenario plain = of(seed);
        List<Fault> faults = new ArrayList<>(plain.faults());
        faults.addAll(
                RulingsDrawn.of(new SplitMix64(seed).fork("rulings"), plain.given().lcd(), QUIET_START_MILLIS, FAULTY_MILLIS));
        faults.sort(Comparator.comparing(Fault::at));
        return plain.with(faults);
    }

    /** The same with quorum off, where two owners wait for a person, who answers at bad moments, and again at the end. */
    static Scenario contested(long seed) {
        Scenario parted = partitioned(seed, new ScenarioGenerator(seed, Way.PERSON));
        List<Fault> faults = new ArrayList<>(parted.faults());
        faults.addAll(RulingsDrawn.keepers(new SplitMix64(seed).fork("keepers"), parted.given().lcd(), QUIET_START_MILLIS,
                FAULTY_MILLIS));
        faults.sort(Comparator.comparing(Fault::at));
        return parted.with(faults);
    }

    static Scenario of(long seed) {
        return of(seed, new ScenarioGenerator(seed, Way.SILENCE));
    }

    private static Scenario of(long seed, ScenarioGenerator generator) {
        generator.faults();
        SplitMix64 knobs = generator.random.fork("network");
        SplitMix64 bursts = generator.random.fork("bursts");
        boolean isInBursts = bursts.below(4) == 0;
        int loss = knobs.below(3) == 0 ? knobs.below(MOST_LOSS) : 0;
        Scenario.Network network = new Scenario.Network(isInBursts ? 50 + bursts.below(MOST_LOSS) : loss,
                isInBursts ? 2 + bursts.below(MOST_BURST) : 1, knobs.below(3) == 0 ? knobs.below(100) : 0,
                Duration.ofNanos(knobs.between(50_000, 2_000_000)),
                Duration.ofNanos(knobs.between(0, 5_000_000)));
        generator.faults.sort(Comparator.comparing(Fault::at));
        return new Scenario(seed, LASTS, network, generator.given, generator.faults);
    }

    /** Each node has one device, or two; some clusters have a third node, to which one hierarchy is extended. */
    private static List<String> fences(SplitMix64 random) {
        List<String> nodes = random.below(3) == 0 ? List.of("alpha", "bravo", "charlie") : List.of("alpha", "bravo");
        List<String> lines = new ArrayList<>(nodes.stream().map(node -> "node name=" + node).toList());
        lines.add("fencing mode=required delay-ms=" + (1_000 + random.below(4_000)));
        for (String node : nodes) {
            for (int step = 1; step <= 1 + random.below(2); step++) {
                lines.add("fence name=" + node + step + " node=" + node + " step=" + step
                        + " action=reboot agent=/sbin/fence limit-ms=5000");
            }
        }
        return lines;
    }

    private static List<String> hierarchies(SplitMix64 random) {
        List<String> lines = new ArrayList<>();
        String profile = random.below(2) == 0 ? "default" : "fast";
        // A name of one's own: the same times as the default, fixed.
        lines.add("cluster profile=" + (random.fork("timing").below(4) == 0 ? "steady" : profile));
        lines.add("resource tag=web type=generic needs=web-ip");
        lines.add("resource tag=web-ip type=ip" + (random.below(2) == 0 ? " quick=5s" : ""));
        if (random.below(2) == 0) {
            lines.add("resource tag=data type=generic on=bravo,alpha needs=disk-1,disk-2 switchback="
                    + (random.below(3) == 0 ? "AUTOMATIC" : "INTELLIGENT"));
            lines.add("resource tag=disk-1 type=generic on=bravo,alpha");
            lines.add("resource tag=disk-2 type=generic on=bravo,alpha local-recovery=no"
                    + (random.below(2) == 0 ? " p.limit.remove-fails=halt" : "")
                    + (random.below(2) == 0 ? " quick=1s p.limit.quick-check-failures=2/3" : ""));
        }
        return lines;
    }

    private void faults() {
        List<Runnable> kinds = new ArrayList<>();
        SplitMix64 swarm = random.fork("swarm");
        for (Runnable kind : List.<Runnable>of(this::cut, this::powerOff, this::freeze, this::badKit, this::broken, this::move,
                this::cutAll, this::kill, this::oldDisk)) {
            if (swarm.below(2) == 0) {
                kinds.add(kind);
            }
        }
        for (int left = kinds.isEmpty() ? 0 : 1 + swarm.below(MOST_FAULTS); left > 0; left--) {
            kinds.get(swarm.below(kinds.size())).run();
        }
    }

    private Ticks at() {
        return Ticks.ofMillis(QUIET_START_MILLIS + random.below(FAULTY_MILLIS));
    }

    private Duration lasts(int mostMillis) {
        return Duration.ofMillis(1 + random.below(random.below(2) == 0 ? mostMillis : mostMillis / 10));
    }

    private void cut() {
        PathRow path = pick(given.lcd().config().paths());
        boolean isForward = random.below(2) == 0;
        faults.add(new Fault.Cut(at(), lasts(10_000), path.path(), isForward ? path.first() : path.second(),
                isForward ? path.second() : path.first()));
    }

    /** All paths at once: in one direction, or in both. */
    private void cutAll() {
        Ticks at = at();
        Duration lasts = lasts(10_000);
        int directions = 1 + random.below(3);
        for (PathRow path : given.lcd().config().paths()) {
            if ((directions & 1) != 0) {
                faults.add(new Fault.Cut(at, lasts, path.path(), path.first(), path.second()));
            }
            if ((directions & 2) != 0) {
                faults.add(new Fault.Cut(at, lasts, path.path(), path.second(), path.first()));
            }
        }
    }

    private void powerOff() {
        faults.add(new Fault.PowerOff(at(), lasts(15_000), node()));
    }

    private void kill() {
        faults.add(new Fault.Kill(at(), lasts(5_000), node()));
    }

    private void oldDisk() {
        faults.add(new Fault.OldDisk(at(), lasts(5_000), node(), lasts(40_000)));
    }

    private void freeze() {
        faults.add(new Fault.Freeze(at(), lasts(4_000), node()));
    }

    private void badKit() {
        faults.add(new Fault.BadKit(at(), lasts(10_000), node(), tag(), pick(List.of(Fault.Mood.values()))));
    }

    private void broken() {
        faults.add(new Fault.Break(at(), node(), tag()));
    }

    private void move() {
        faults.add(new Fault.Move(at(), node(), tag(), node()));
    }

    private NodeId node() {
        return pick(List.copyOf(given.lcd().statuses().keySet()));
    }

    private Tag tag() {
        return pick(given.lcd().config().resources().stream().map(ResourceRow::tag).toList());
    }

    private <T> T pick(List<T> from) {
        return from.get(random.below(from.size()));
    }
}
