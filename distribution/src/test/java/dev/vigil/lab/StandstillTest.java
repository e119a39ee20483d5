package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nodes that stand still again and again while they hand an address to each other, as on an overloaded hypervisor. Each lets go of its
 * addresses at once; when all run again the address must be back at once, on one of them, and not after some minute's second try.
 */
@Tag("lab")
class StandstillTest {
    private static final int ROUNDS = 4;
    private static final int STANDSTILLS = 6;
    private static final int SHORTEST_MILLIS = 60;
    private static final int SPREAD_MILLIS = 240;
    private static final Duration BACK_WITHIN = Duration.ofSeconds(15);
    private final Random random = new Random(7);

    @Test
    void theAddressIsBackWhenTheNodesAre() {
        LabLock.whileHeld(() -> {
            try (Stage stage = new Stage(LabId.ofThisProcess("s"), LabProducts.VIGIL_FAST.make());
                    ProbeProcess probe = new ProbeProcess(stage.lab())) {
                for (int round = 1; round <= ROUNDS; round++) {
                    LabHost active = stage.settle(probe);
                    long begun = System.nanoTime();
                    List<Thread> troubles = stage.lab().hosts().stream().map(host -> standStill(stage, host)).toList();
                    askForMove(stage, active);
                    troubles.forEach(StandstillTest::join);
                    long over = System.nanoTime();
                    assertTrue(Pause.until(BACK_WITHIN, () -> probe.isAnsweredAfter(over)),
                            "round " + round + ": nobody answers\n" + stage.diagnosis());
                    LabHost holder = stage.settle(probe);
                    assertEquals(List.of(holder.name()), stage.history().holders(System.nanoTime()), stage::diagnosis);
                    System.out.printf("{\"row\": \"standstill\", \"round\": %d, \"movedMs\": %.1f, \"dualMs\": %.1f}%n", round,
                            (over - begun) / 1e6, stage.history().dualActiveNanos(begun, System.nanoTime()) / 1e6);
                }
            }
            return true;
        });
    }

    /** It may be refused, or given up when the other node is taken for dead: what counts is what is in the end. */
    private static void askForMove(Stage stage, LabHost active) {
        try {
            stage.product().switchover(active, stage.lab().other(active));
        } catch (LabFailure refused) {
            System.out.println(refused.getMessage().lines().findFirst().orElse(""));
        }
    }

    private Thread standStill(Stage stage, LabHost host) {
        Random own = new Random(random.nextLong());
        return Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; i < STANDSTILLS; i++) {
                Pause.of(Duration.ofMillis(SHORTEST_MILLIS + own.nextInt(SPREAD_MILLIS)));
                stage.pause(host);
                Pause.of(Duration.ofMillis(SHORTEST_MILLIS + own.nextInt(SPREAD_MILLIS)));
                stage.resume(host);
            }
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
