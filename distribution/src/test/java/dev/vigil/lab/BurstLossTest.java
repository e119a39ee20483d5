package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bursts in which both networks carry nothing for 20 to 200 ms: nothing moves, and the detection time becomes what they need. */
@Tag("lab")
class BurstLossTest {
    private static final Duration BEFORE_MEASURED = Duration.ofSeconds(12);
    private static final Duration BURSTS = Duration.ofSeconds(12);
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(4);
    private static final double USUAL_MILLIS = 500;
    private static final double SHORTEST_SILENCE_MILLIS = 100;
    private static final long WHOLE_CUT_MILLIS = 450;

    private final VigilCommands commands = new VigilCommands();

    @Test
    void burstsOnBothNetworksMoveNothingAndLengthenTheDetectionTime() {
        LabLock.whileHeld(() -> {
            try (Stage stage = new Stage(LabId.ofThisProcess("b"), LabProducts.VIGIL_DEFAULT.make())) {
                LabHost first = stage.lab().host("alpha");
                assertTrue(Pause.until(Duration.ofSeconds(60), () -> stage.product().isSettled(stage.lab())), stage::diagnosis);
                Pause.of(BEFORE_MEASURED);
                double before = detection(first, "in_force_ms");
                long began = System.nanoTime();
                List<Long> windows = bursts(stage);
                int moves = stage.history().moves(began, System.nanoTime());
                assertTrue(Pause.until(SHOWN_WITHIN, () -> detection(first, "longest_silence_ms") >= SHORTEST_SILENCE_MILLIS),
                        () -> commands.run(first, "path", "list"));
                double after = detection(first, "in_force_ms");
                double longest = detection(first, "longest_silence_ms");
                System.out.printf(
                        "{\"row\": \"burst-loss\", \"windows\": %d, \"longestWindowMs\": %d, \"moves\": %d, \"detectionBeforeMs\": %.0f,"
                                + " \"detectionAfterMs\": %.0f, \"longestSilenceMs\": %.0f, \"neededMs\": %.0f}%n",
                        windows.size(), windows.stream().mapToLong(Long::longValue).max().orElse(0), moves, before, after,
                        longest,
                        detection(first, "needed_ms"));
                System.out.println(commands.run(first, "path", "list"));
                // A window that a busy machine has made longer than the detection time is a cut, and no burst.
                if (windows.stream().allMatch(window -> window < WHOLE_CUT_MILLIS)) {
                    assertEquals(0, moves, stage::diagnosis);
                    assertFalse(commands.run(first, "history").contains("held for dead"), () -> commands.run(first, "history"));
                }
                assertTrue(before >= USUAL_MILLIS, "shorter than usual without an hour of calm: " + before);
                assertTrue(after >= Math.min(2 * longest, 4 * USUAL_MILLIS), "less than twice " + longest + ": " + after);
                return true;
            }
        });
    }

    /** Both cables of one host drop every frame, for a while, again and again; returns how long each time was, in milliseconds. */
    private static List<Long> bursts(Stage stage) {
        SplittableRandom dice = new SplittableRandom(1);
        List<Long> windows = new ArrayList<>();
        LabSwitch cables = stage.lab().cables();
        long end = System.nanoTime() + BURSTS.toNanos();
        while (System.nanoTime() < end) {
            long from = System.nanoTime();
            cables.dropAll(stage.lab().host("bravo").ports());
            Pause.of(Duration.ofMillis(dice.nextLong(20, 200)));
            cables.heal();
            windows.add((System.nanoTime() - from) / 1_000_000);
            Pause.of(Duration.ofMillis(dice.nextLong(100, 500)));
        }
        return windows;
    }

    private double detection(LabHost host, String figure) {
        Object status = LabJson.parse(commands.run(host, "status", "--json"));
        return LabJson.list(status, "systems").stream().map(system -> LabJson.find(system, "detection", figure))
                .filter(Double.class::isInstance).mapToDouble(value -> (Double) value).findFirst().orElse(0);
    }
}
