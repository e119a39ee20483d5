package dev.vigil.lab;

import java.util.List;
import java.util.Locale;

/** Some figures of the same kind, in ascending order. */
record Series(List<Double> figures) {
    Series {
        figures = figures.stream().sorted().toList();
    }

    static Series of(List<Repetition> repetitions, String name) {
        return new Series(repetitions.stream().map(repetition -> repetition.figure(name)).toList());
    }

    boolean isEmpty() {
        return figures.isEmpty();
    }

    double median() {
        int middle = figures.size() / 2;
        return figures.size() % 2 == 1 ? figures.get(middle) : (figures.get(middle - 1) + figures.get(middle)) / 2;
    }

    double max() {
        return figures.getLast();
    }

    double sum() {
        return figures.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Median, least, greatest and how many: {@code **71** / 70 / 82 (3)}. */
    String show() {
        return isEmpty()
                ? "-"
                : String.format(Locale.ROOT, "**%.0f** / %.0f / %.0f (%d)", median(), figures.getFirst(), max(), figures.size());
    }
}
