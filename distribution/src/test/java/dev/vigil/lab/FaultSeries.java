package dev.vigil.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Does every fault to every product as often as asked, the products taking turns in each round, and leaves out what the result file
 * already holds. A product that cannot be brought to a healthy pair is a result too. Used by one thread.
 */
public final class FaultSeries {
    private final Plan plan;
    private final ResultFile results;
    private final Consumer<String> teller;

    /** What is to be done. */
    record Plan(List<LabProducts> products, List<Fault> faults, int repetitions, Duration lossWindow) {}

    FaultSeries(Plan plan, ResultFile results, Consumer<String> teller) {
        this.plan = plan;
        this.results = results;
        this.teller = teller;
    }

    public void run() {
        for (int number = 1; number <= plan.repetitions(); number++) {
            for (LabProducts choice : plan.products()) {
                takeTurn(choice.make(), number);
            }
        }
    }

    private void takeTurn(Product product, int number) {
        List<Repetition> done = results.all();
        List<Fault> open = plan.faults().stream()
                .filter(fault -> done.stream().noneMatch(repetition -> repetition.isSame(product, fault, number))).toList();
        int next = 0;
        while (next < open.size()) {
            next = measureOnOneStage(product, open, next, number);
        }
    }

    /** Goes on until all is measured or the stage is spoilt; gives the index of the first fault that is still open. */
    private int measureOnOneStage(Product product, List<Fault> open, int first, int number) {
        try (Stage stage = new Stage(LabId.ofThisProcess("f"), product)) {
            FaultRun run = new FaultRun(stage, plan.lossWindow(), number);
            int next = first;
            boolean isWhole = true;
            while (isWhole && next < open.size()) {
                Repetition repetition = attempt(run, product, open.get(next), number);
                record(repetition);
                isWhole = repetition.text("settled").equals("yes");
                next++;
            }
            return next;
        } catch (LabFailure e) {
            record(failed(product, open.get(first), number, e));
            return first + 1;
        }
    }

    private static Repetition attempt(FaultRun run, Product product, Fault fault, int number) {
        try {
            return run.measure(fault, number);
        } catch (LabFailure e) {
            return failed(product, fault, number, e);
        }
    }

    private static Repetition failed(Product product, Fault fault, int number, LabFailure trouble) {
        String line = String.valueOf(trouble.getMessage()).lines().findFirst().orElse("").replace('"', '\'');
        return new Repetition(product.name(), product.profile(), fault, number, Map.of("settled", "no", "trouble", line));
    }

    private void record(Repetition repetition) {
        results.append(repetition);
        List<String> complaints = Verdict.complaints(repetition);
        teller.accept("%s %s %s #%d: blackout %s ms, moves %s, stall %s ms, busy %s %%%s".formatted(repetition.product(),
                repetition.profile(), repetition.fault().label(), repetition.number(), repetition.text("blackoutMs"),
                repetition.text("moves"), repetition.text("stallMs"), repetition.text("busyPercent"),
                complaints.isEmpty() ? "" : "; " + String.join("; ", complaints)));
    }
}
