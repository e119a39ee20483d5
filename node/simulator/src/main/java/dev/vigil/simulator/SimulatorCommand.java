package dev.vigil.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.vigil.simulator.explore.Exploration;
import dev.vigil.simulator.explore.Explorer;
import dev.vigil.simulator.explore.Limits;
import dev.vigil.simulator.explore.Wanderer;

/** The command {@code sim}: the only class here that reads and writes files. */
@Command(name = "sim", mixinStandardHelpOptions = true, description = "Runs whole clusters, each from a seed or a scenario file; or explores small worlds.")
public final class SimulatorCommand implements Callable<Integer> {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    /** Lives that wait for each worker, so that a long one does not hold up the others. */
    private static final int AHEAD = 16;
    private static final int MOST_NODES = 32;

    @Option(names = "--seed", description = "One life.")
    private Optional<Long> seed = Optional.empty();
    @Option(names = "--seeds", description = "Many lives: FIRST..LAST.")
    private Optional<String> seeds = Optional.empty();
    @Option(names = "--jobs", description = "With --seeds: so many lives at a time; if not told, one for each processor.")
    private int jobs = Runtime.getRuntime().availableProcessors();
    @Option(names = "--scenario", description = "A life from its file.")
    private Optional<Path> file = Optional.empty();
    @Option(names = "--changing", description = "Operators divide and join hierarchies meanwhile.")
    private boolean isChanging;
    @Option(names = "--majority", description = "A witness votes too, and whole nodes are cut off meanwhile.")
    private boolean isByMajority;
    @Option(names = "--fencing", description = "Fencing is required with quorum off, and whole nodes are cut off meanwhile.")
    private boolean isFencing;
    @Option(names = "--storage", description = "A folder votes too, and is out of reach at times; whole nodes are cut off meanwhile.")
    private boolean isByStorage;
    @Option(names = "--exchanging", description = "Voters, their number, lengths and folder are exchanged meanwhile; whole nodes are cut off.")
    private boolean isExchanging;
    @Option(names = "--ruling", description = "Operators freeze, set flags and have deaths confirmed meanwhile.")
    private boolean isRuling;
    @Option(names = "--contested", description = "Two owners wait for a person, who answers at bad moments; whole nodes are cut off meanwhile.")
    private boolean isContested;
    @Option(names = "--restarting", description = "Operators restart nodes, in time and too late; whole nodes are cut off meanwhile.")
    private boolean isRestarting;
    @Option(names = "--trace", description = "Print the story.")
    private boolean isTraced;
    @Option(names = "--shrink", description = "Make a broken life small; the scenario is written below --into.")
    private boolean isShrunk;
    @Option(names = "--into", description = "Folder for shrunk scenarios.")
    private Path into = Path.of("target", "sim");
    @Option(names = "--explore", description = "Every history of two nodes and a witness, one small world after the other.")
    private boolean isExploring;
    @Option(names = "--grow", split = ",", paramLabel = "NODES", description = "What clusters of so many nodes send, in peace and when one node fails: --grow 2,8,32.")
    private List<Integer> sizes = List.of();
    @Option(names = "--world", description = "With --explore: only this world.")
    private Optional<String> world = Optional.empty();
    @Option(names = "--states", description = "With --explore: the most different states for each world.", defaultValue = "1000000")
    private int states;
    @Option(names = "--walks", description = "With --explore: after that, so many transitions of long histories by chance.", defaultValue = "0")
    private long walks;
    @Option(names = "--depth", description = "With --explore: the most events in a row.", defaultValue = "1000")
    private int depth;
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Exit code 0: nothing broke; 1: an invariant broke; 2: wrong use. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new SimulatorCommand()).execute(args));
    }

    @Override
    public Integer call() {
        if (isExploring) {
            return explore();
        }
        if (!sizes.isEmpty()) {
            return grow();
        }
        if (seeds.isPresent()) {
            return many(seeds.get());
        }
        return one(file.map(SimulatorCommand::read).or(() -> seed.map(this::scenario)).orElseThrow(
                () -> new CommandLine.ParameterException(spec.commandLine(),
                        "one of --seed, --seeds, --scenario, --explore, --grow is needed")));
    }

    private Scenario scenario(long which) {
        if (isByMajority) {
            return ScenarioGenerator.majority(which);
        }
        if (isExchanging) {
            return ScenarioGenerator.exchanging(which);
        }
        if (isFencing) {
            return ScenarioGenerator.fencing(which);
        }
        if (isByStorage) {
            return ScenarioGenerator.storage(which);
        }
        if (isContested) {
            return ScenarioGenerator.contested(which);
        }
        if (isRuling) {
            return ScenarioGenerator.ruling(which);
        }
        if (isRestarting) {
            return ScenarioGenerator.restarting(which);
        }
        return isChanging ? ScenarioGenerator.changing(which) : ScenarioGenerator.of(which);
    }

    private int grow() {
        if (sizes.stream().anyMatch(size -> size < 2 || size > MOST_NODES)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--grow takes numbers of nodes from 2 to " + MOST_NODES);
        }
        out().println(Growth.Row.TITLE);
        int broken = 0;
        for (int size : sizes) {
            Growth.Row row = Growth.of(size);
            broken += row.broken().isPresent() ? 1 : 0;
            out().println(row.line());
            out().flush();
        }
        return broken == 0 ? 0 : 1;
    }

    private int explore() {
        List<Limits> worlds = Limits.WORLDS.stream().filter(each -> world.isEmpty() || world.get().equals(each.name())).toList();
        if (worlds.isEmpty() || states < 1 || depth < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--world is one of "
                    + Limits.WORLDS.stream().map(Limits::name).toList() + ", --states and --depth are at least 1");
        }
        return worlds.stream().filter(each -> isBroken(each.withDepth(depth).withStates(states))).count() == 0 ? 0 : 1;
    }

    private boolean isBroken(Limits limits) {
        long start = System.nanoTime();
        Exploration exploration = Explorer.explore(limits);
        tell(exploration.line(limits.name()), start, exploration.found());
        if (walks == 0 || exploration.found().isPresent()) {
            return exploration.found().isPresent();
        }
        long second = System.nanoTime();
        SplitMix64 chance = new SplitMix64(seed.orElse(1L)).fork(limits.name());
        Wanderer.Walks walked = Wanderer.walk(limits, chance::below, walks);
        tell(walked.line(limits.name()), second, walked.found());
        return walked.found().isPresent();
    }

    private void tell(String line, long start, Optional<Exploration.Found> found) {
        out().println(line + ", " + (System.nanoTime() - start) / NANOS_PER_SECOND + " s");
        found.ifPresent(breach -> {
            out().println("  " + breach.breach());
            breach.story().forEach(each -> out().println("    " + each));
        });
        out().flush();
    }

    private int many(String range) {
        int dots = range.indexOf("..");
        if (dots < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    "--seeds \"" + range + "\" is not of the form FIRST..LAST");
        }
        if (jobs < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--jobs is at least 1");
        }
        int broken = many(Long.parseLong(range.substring(0, dots)), Long.parseLong(range.substring(dots + 2)));
        out().println(broken + " broken in seeds " + range);
        out().flush();
        return broken == 0 ? 0 : 1;
    }

    /** Reported in the order of the seeds, whatever is over first; nothing is shared between lives. */
    private int many(long first, long last) {
        int broken = 0;
        Queue<CompletableFuture<Life>> lives = new ArrayDeque<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(jobs)) {
            long begun = first;
            for (long each = first; each <= last; each++) {
                for (; begun <= last && lives.size() < jobs * AHEAD; begun++) {
                    Scenario scenario = scenario(begun);
                    lives.add(CompletableFuture.supplyAsync(() -> World.untold(scenario).live(), workers));
                }
                Life life = lives.remove().join();
                if (life.broken().isPresent()) {
                    broken++;
                    report(each, life);
                }
            }
        }
        return broken;
    }

    private int one(Scenario scenario) {
        if (isShrunk) {
            return shrink(scenario);
        }
        Life life = new World(scenario).live();
        if (isTraced) {
            out().print(ScenarioText.print(scenario));
            life.trace().forEach(out()::println);
        }
        out().println("trace " + life.hash() + ", " + life.trace().size() + " lines");
        report(scenario.seed(), life);
        out().flush();
        return life.broken().isPresent() ? 1 : 0;
    }

    private int shrink(Scenario scenario) {
        Optional<Scenario> small = Shrinker.shrink(scenario);
        if (small.isEmpty()) {
            out().println("seed " + scenario.seed() + " breaks nothing");
            out().flush();
            return 0;
        }
        Path target = into.resolve(Long.toString(scenario.seed())).resolve("shrunk.scenario");
        Life life = new World(small.get()).live();
        write(target,
                "# " + life.broken().map(Life.Broken::toString).orElse("nothing broke") + "\n" + ScenarioText.print(small.get()));
        report(scenario.seed(), life);
        out().println(scenario.faults().size() + " faults became " + small.get().faults().size() + ": " + target);
        small.get().faults().forEach(fault -> out().println("  " + ScenarioText.print(fault)));
        out().flush();
        return 1;
    }

    private void report(long which, Life life) {
        life.broken().ifPresent(broken -> out()
                .println("seed " + which + ": " + broken + "   (./sim" + more() + " --seed " + which + " --trace, ./sim" + more()
                        + " --seed "
                        + which + " --shrink)"));
        out().flush();
    }

    private String more() {
        return (isByMajority ? " --majority" : "") + (isByStorage ? " --storage" : "") + (isFencing ? " --fencing" : "")
                + (isChanging ? " --changing" : "")
                + (isRuling ? " --ruling" : "")
                + (isContested ? " --contested" : "")
                + (isRestarting ? " --restarting" : "");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static Scenario read(Path path) {
        try {
            return ScenarioText.parse(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path path, String text) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
