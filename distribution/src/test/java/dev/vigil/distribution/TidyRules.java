package dev.vigil.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.vigil.distribution.TidyFile.Place;
import dev.vigil.distribution.TidyFile.Problem;

/** The rules of the controller, the classes they live in, and the golden cases and mutants that show them. */
final class TidyRules {
    private static final Pattern DEFINED = Pattern.compile("(?m)^\\| (RC-\\d+) \\|");
    private static final Pattern NAMED = Pattern.compile("\\b(RC-\\d+)\\b");
    private static final Pattern SHOWN = Pattern.compile("(?m)^# rules: (.+)$");
    private static final Pattern SWITCHED_OFF = Pattern.compile("(?m)^rule (RC-\\d+)$");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z]+)`(?=[^|`]*(?:`[^`]*`[^|`]*)*\\) \\|)");
    private static final int SHORTEST_SENTENCE = 20;

    private TidyRules() {}

    static Set<String> defined(TidyFile rules) {
        return words(rules.places(DEFINED));
    }

    private static Set<String> words(List<Place> places) {
        return places.stream().map(Place::word).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A rule that is named anywhere stands in the table. */
    static List<Problem> checkNamed(TidyFile file, Set<String> defined) {
        return file.places(NAMED).stream().filter(place -> !defined.contains(place.word()))
                .map(place -> file.at(place.line(), place.word() + " is no rule of docs/rules.md")).toList();
    }

    /** By a case; or by a mutant, when what a rule prevents is no single decision. */
    static List<Problem> checkShown(TidyFile rules, List<TidyFile> cases, List<TidyFile> mutants) {
        Set<String> shown = cases.stream().flatMap(file -> file.places(SHOWN).stream())
                .flatMap(place -> List.of(place.word().split(", ")).stream()).collect(Collectors.toSet());
        mutants.forEach(file -> shown.addAll(words(file.places(SWITCHED_OFF))));
        return rules.places(DEFINED).stream().filter(place -> !shown.contains(place.word()))
                .map(place -> rules.at(place.line(),
                        "no golden case shows " + place.word() + ": write one whose \"# rules:\" names it, or a mutant"))
                .toList();
    }

    /** The classes that the table names in brackets exist. */
    static List<Problem> checkClasses(TidyFile rules, Set<String> classes) {
        return rules.places(CLASS).stream().filter(place -> !classes.contains(place.word()))
                .map(place -> rules.at(place.line(), "there is no class " + place.word() + " in dev.vigil.recovery")).toList();
    }

    static List<Problem> checkCase(TidyFile file) {
        List<Problem> problems = new ArrayList<>();
        String first = file.lines().isEmpty() ? "" : file.lines().getFirst();
        if (!first.startsWith("# ") || first.startsWith("# rules:") || first.length() < SHORTEST_SENTENCE
                || !first.endsWith(".")) {
            problems.add(file.at(1, "must begin with a comment, a whole sentence that says what is shown and why"));
        }
        if (file.places(SHOWN).isEmpty()) {
            problems.add(file.at(2, "must name the rules it shows: # rules: RC-1, RC-2"));
        }
        return problems;
    }
}
