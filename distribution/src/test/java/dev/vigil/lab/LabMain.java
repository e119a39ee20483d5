package dev.vigil.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The lab from the command line. Without arguments every test with the tag {@code lab} runs once; {@code full} makes the tables.
 * Ends with 0 only when nothing failed.
 */
public final class LabMain {
    private static final Duration IDLE_WINDOW = Duration.ofSeconds(20);
    private static final String USAGE = """
            usage: lab                 every lab test once; the last line counts them
                   lab only CLASS      those of one test class
                   lab idle [P ..]     processor time and memory of an idle pair, 20 s each
                   lab grow N ..       the same of clusters of so many nodes, 2 to %d, and the blackout when one loses its power
                   lab full [options]  the tables, resumable
                     --product P,..    vigil, keepalived or with a profile: vigil/fast, keepalived/a20 (all)
                     --fault F,..      %s (all)
                     --repetitions N   (10)
                     --loss-seconds N  length of a loss run (60)
                     --out DIR         (distribution/target/lab)
            """ + Durability.USAGE;

    private LabMain() {}

    public static void main(String[] args) throws IOException {
        PrintWriter out = new PrintWriter(System.out, true);
        if (args.length == 0) {
            System.exit(new LabTestRun(out).run(".*") ? 0 : 1);
        }
        if (args[0].equals("only") && args.length == 2) {
            System.exit(new LabTestRun(out).run(".*" + args[1] + ".*") ? 0 : 1);
        }
        if (args[0].equals("idle")) {
            idle(List.of(args).subList(1, args.length), out);
            return;
        }
        if (args[0].equals("grow")) {
            GrowingCluster.measure(Stream.of(args).skip(1).map(Integer::parseInt).toList(), IDLE_WINDOW, out);
            return;
        }
        if (args[0].equals("durability")) {
            System.exit(Durability.run(options(args, Durability.OPTIONS), out) ? 0 : 1);
        }
        if (!args[0].equals("full")) {
            out.printf(USAGE, VigilProduct.MOST_NODES, String.join(", ", Stream.of(Fault.values()).map(Fault::label).toList()));
            System.exit(2);
        }
        full(options(args, List.of("--product", "--fault", "--repetitions", "--loss-seconds", "--out")), out);
    }

    private static Map<String, String> options(String[] args, List<String> known) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 1; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        if (args.length % 2 == 0 || !known.containsAll(options.keySet())) {
            throw new IllegalArgumentException("options come in pairs; known are those that \"lab help\" names");
        }
        return options;
    }

    private static void full(Map<String, String> options, PrintWriter out) throws IOException {
        long begun = System.nanoTime();
        Path folder = Path.of(options.getOrDefault("--out", "distribution/target/lab"));
        ResultFile results = new ResultFile(folder.resolve("repetitions.jsonl"));
        new FaultSeries(plan(options), results, out::println).run();
        Path table = folder.resolve("table.md");
        Files.writeString(table, FaultTable.markdown(results.all()));
        out.println(Files.readString(table));
        out.println("took " + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s; " + table);
    }

    private static void idle(List<String> names, PrintWriter out) {
        for (LabProducts choice : LabProducts.named(names)) {
            LabLock.whileHeld(() -> {
                try (Stage stage = new Stage(LabId.ofThisProcess("i"), choice.make())) {
                    return new IdleCost(stage).measure(IDLE_WINDOW);
                }
            }).forEach(out::println);
        }
    }

    private static FaultSeries.Plan plan(Map<String, String> options) {
        List<Fault> faults = new ArrayList<>();
        list(options, "--fault").forEach(label -> faults.add(Fault.labelled(label)));
        return new FaultSeries.Plan(LabProducts.named(list(options, "--product")),
                faults.isEmpty() ? List.of(Fault.values()) : faults,
                Integer.parseInt(options.getOrDefault("--repetitions", "10")),
                Duration.ofSeconds(Long.parseLong(options.getOrDefault("--loss-seconds", "60"))));
    }

    private static List<String> list(Map<String, String> options, String name) {
        String text = options.getOrDefault(name, "");
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }
}
