package dev.vigil.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the tables a person reads out of repetitions. Pure. */
public final class FaultTable {
    private static final String HEAD = """
            Client blackout is the longest time between two answers to a probe every 5 ms, in ms: **median** / least / greatest (repetitions).
            *quiet* are the repetitions in which no stall of a sleeping thread on this machine exceeded half the product's detection time.
            *moves* are arrivals of the address on another host as its kernel reports them, while the fault lasted; *away and back* is how
            often it left a host, which had stood still, and came back to the same; *dual* is the time, summed over the repetitions, in
            which two living hosts held the address, from the fault until all was whole again; *heal gap* is the longest silence while the
            fault was being undone.

            | product | fault | blackout, all | blackout, quiet | moves | moves at the heal | away and back | dual, s | heal gap | ended wrong |
            |---|---|---|---|---|---|---|---|---|---|
            """;
    private static final String CONDITIONS = """

            Conditions: median / greatest over the repetitions. *Joint silence* is the longest time in which a node heard nothing of the other
            on any path while it held it for alive; it stands against the detection time.

            | product | fault | busy % | stolen % | longest stall, ms | late ticks of the probe | fault took, ms | joint silence / detection, ms |
            |---|---|---|---|---|---|---|---|
            """;

    private FaultTable() {}

    /** The repetitions of one product, profile and fault. */
    private record Row(String product, Fault fault, List<Repetition> repetitions) {
        List<Repetition> measured() {
            return repetitions.stream().filter(repetition -> repetition.values().containsKey("blackoutMs")).toList();
        }

        List<Repetition> quiet() {
            return measured().stream().filter(repetition -> repetition.figure("stallMs") <= repetition.figure("detectionMs") / 2)
                    .toList();
        }
    }

    /** The whole text in Markdown. */
    public static String markdown(List<Repetition> repetitions) {
        List<Row> rows = rows(repetitions);
        StringBuilder text = new StringBuilder("# Lab\n\n").append(HEAD);
        rows.forEach(row -> text.append(figures(row)));
        text.append(CONDITIONS);
        rows.forEach(row -> text.append(conditions(row)));
        text.append("\nFaults:\n\n");
        for (Fault fault : new TreeSet<>(rows.stream().map(Row::fault).toList())) {
            text.append("- ").append(fault.label()).append(": ").append(fault.meaning()).append('\n');
        }
        return text.toString();
    }

    private static List<Row> rows(List<Repetition> repetitions) {
        TreeMap<Fault, TreeMap<String, List<Repetition>>> sorted = new TreeMap<>();
        for (Repetition repetition : repetitions) {
            String product = repetition.product() + " " + repetition.profile();
            sorted.computeIfAbsent(repetition.fault(), fault -> new TreeMap<>())
                    .computeIfAbsent(product, name -> new ArrayList<>())
                    .add(repetition);
        }
        List<Row> rows = new ArrayList<>();
        sorted.forEach(
                (fault, products) -> products.forEach((product, list) -> rows.add(new Row(product, fault, List.copyOf(list)))));
        return rows;
    }

    private static String figures(Row row) {
        List<Repetition> measured = row.measured();
        long wrong = row.repetitions().stream().filter(repetition -> !Verdict.complaints(repetition).isEmpty()).count();
        return line(row, List.of(Series.of(measured, "blackoutMs").show(), Series.of(row.quiet(), "blackoutMs").show(),
                whole(Series.of(measured, "moves").sum()), whole(Series.of(measured, "movesAfter").sum()),
                whole(Series.of(measured, "returns").sum()),
                String.format(Locale.ROOT, "%.1f", Series.of(measured, "dualActiveS").sum()),
                Series.of(measured, "healGapMs").show(),
                wrong + " of " + row.repetitions().size()));
    }

    private static String conditions(Row row) {
        List<String> cells = new ArrayList<>();
        for (String name : List.of("busyPercent", "stolenPercent", "stallMs", "lateTicks", "faultTookMs")) {
            Series series = Series.of(row.measured(), name);
            cells.add(series.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f / %.1f", series.median(), series.max()));
        }
        double silence = row.measured().stream().mapToDouble(one -> one.greatest("longestJointSilenceMs")).max().orElse(0);
        double detection = row.measured().stream().mapToDouble(one -> one.figure("detectionMs")).max().orElse(0);
        cells.add(silence == 0 ? "-" : String.format(Locale.ROOT, "%.0f / %.0f", silence, detection));
        return line(row, cells);
    }

    private static String line(Row row, List<String> cells) {
        return "| " + row.product() + " | " + row.fault().label() + " | " + String.join(" | ", cells) + " |\n";
    }

    private static String whole(double figure) {
        return String.format(Locale.ROOT, "%.0f", figure);
    }
}
