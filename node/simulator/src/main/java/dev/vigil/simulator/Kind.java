package dev.vigil.simulator;

import java.util.Arrays;
import java.util.List;

/** What a life that is drawn from a seed is about. Each kind has its option, and a share of the seeds at every commit. */
enum Kind {
    /** Quorum off, and nobody but the faults. */
    PLAIN("", ""), CHANGING("--changing", "Operators divide and join hierarchies meanwhile."), RULING("--ruling",
            "Operators freeze, set flags and have deaths confirmed meanwhile."), RESTARTING("--restarting",
                    "Operators restart nodes, in time and too late; whole nodes are cut off meanwhile."), CONTESTED("--contested",
                            "Two owners wait for a person, who answers at bad moments; whole nodes are cut off meanwhile."), FENCING(
                                    "--fencing",
                                    "Fencing is required with quorum off, and whole nodes are cut off meanwhile."), MAJORITY(
                                            "--majority",
                                            "A witness votes too, and whole nodes are cut off meanwhile."), STORAGE("--storage",
                                                    "A folder votes too, and is out of reach at times; whole nodes are cut off meanwhile."), EXCHANGING(
                                                            "--exchanging",
                                                            "By majority; operators let others vote meanwhile, and on other terms; whole nodes are cut off."), REPLACING(
                                                                    "--replacing",
                                                                    "The machine of a node is lost and another takes its name; whole nodes are cut off meanwhile.");

    private final String option;
    private final String description;

    Kind(String option, String description) {
        this.option = option;
        this.description = description;
    }

    /** The same for the same seed, for ever. */
    Scenario scenario(long seed) {
        return switch (this) {
            case PLAIN -> ScenarioGenerator.of(seed);
            case CHANGING -> ScenarioGenerator.changing(seed);
            case RULING -> ScenarioGenerator.ruling(seed);
            case RESTARTING -> ScenarioGenerator.restarting(seed);
            case CONTESTED -> ScenarioGenerator.contested(seed);
            case FENCING -> ScenarioGenerator.fencing(seed);
            case MAJORITY -> ScenarioGenerator.majority(seed);
            case STORAGE -> ScenarioGenerator.storage(seed);
            case EXCHANGING -> ScenarioGenerator.exchanging(seed);
            case REPLACING -> ScenarioGenerator.replacing(seed);
        };
    }

    /** A line that draws this life again. */
    String command(long seed) {
        return "./sim" + (option.isEmpty() ? "" : " " + option) + " --seed " + seed;
    }

    /** Of the command {@code sim}; empty for the plain kind. */
    String option() {
        return option;
    }

    String description() {
        return description;
    }

    /** All but the plain one. */
    static List<Kind> withOption() {
        return Arrays.stream(values()).filter(kind -> kind != PLAIN).toList();
    }
}
