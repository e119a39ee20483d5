package dev.vigil.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code sim}: the only class here that reads and writes files. */
@Command(name = "sim", mixinStandardHelpOptions = true, description = "Runs whole clusters, each from a seed or a scenario file.")
public final class SimulatorCommand implements Callable<Integer> {
    @Option(names = "--seed", description = "One life.")
    private Optional<Long> seed = Optional.empty();
    @Option(names = "--seeds", description = "Many lives: FIRST..LAST.")
    private Optional<String> seeds = Optional.empty();
    @Option(names = "--scenario", description = "A life from its file.")
    private Optional<Path> file = Optional.empty();
    @Option(names = "--changing", description = "Operators divide and join hierarchies meanwhile.")
    private boolean isChanging;
    @Option(names = "--ruling", description = "Operators freeze, set flags and have deaths confirmed meanwhile.")
    private boolean isRuling;
    @Option(names = "--trace", description = "Print the story.")
    private boolean isTraced;
    @Option(names = "--shrink", description = "Make a broken life small; the scenario is written below --into.")
    private boolean isShrunk;
    @Option(names = "--into", description = "Folder for shrunk scenarios.")
    private Path into = Path.of("target", "sim");
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Exit code 0: nothing broke; 1: an invariant broke; 2: wrong use. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new SimulatorCommand()).execute(args));
    }

    @Override
    public Integer call() {
        if (seeds.isPresent()) {
            return many(seeds.get());
        }
        return one(file.map(SimulatorCommand::read).or(() -> seed.map(this::scenario)).orElseThrow(
                () -> new CommandLine.ParameterException(spec.commandLine(), "one of --seed, --seeds, --scenario is needed")));
    }

    private Scenario scenario(long which) {
        if (isRuling) {
            return ScenarioGenerator.ruling(which);
        }
        return isChanging ? ScenarioGenerator.changing(which) : ScenarioGenerator.of(which);
    }

    private int many(String range) {
        int dots = range.indexOf("..");
        if (dots < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    "--seeds \"" + range + "\" is not of the form FIRST..LAST");
        }
        long last = Long.parseLong(range.substring(dots + 2));
        int broken = 0;
        for (long each = Long.parseLong(range.substring(0, dots)); each <= last; each++) {
            Life life = new World(scenario(each)).live();
            if (life.broken().isPresent()) {
                broken++;
                report(each, life);
            }
        }
        out().println(broken + " broken in seeds " + range);
        out().flush();
        return broken == 0 ? 0 : 1;
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
        return (isChanging ? " --changing" : "") + (isRuling ? " --ruling" : "");
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
