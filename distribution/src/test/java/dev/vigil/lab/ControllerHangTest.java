package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node whose heartbeats go on while nothing in it decides any more is as good as dead, and must not be in the way. */
@Tag("lab")
class ControllerHangTest {
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(20);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

    @Test
    void theOtherNodeTakesOverAndTheHungOneHasLetGo() {
        LabLock.whileHeld(() -> {
            try (Stage stage = new Stage(LabId.ofThisProcess("h"), LabProducts.VIGIL_DEFAULT.make());
                    ProbeProcess probe = new ProbeProcess(stage.lab())) {
                LabHost active = stage.settle(probe);
                LabHost other = stage.lab().other(active);
                long begun = System.nanoTime();
                long node = active.processes().stream().filter(stage.product()::isOwn).findFirst().orElseThrow().pid();
                try (HeldThread held = new HeldThread(node, "vigil-controller")) {
                    assertTrue(Pause.until(TAKEN_OVER_WITHIN, () -> probe.lastHost().equals(other.name())), stage::diagnosis);
                    Pause.of(LONG_ENOUGH);
                    assertTrue(held.isHeld(), "the tracer has ended");
                    assertEquals(List.of(other.name()), stage.history().holders(System.nanoTime()), stage::diagnosis);
                }
                long released = System.nanoTime();
                assertEquals(other, stage.settle(probe), stage::diagnosis);
                long end = System.nanoTime();
                assertEquals(0, stage.history().dualActiveNanos(released, end), stage::diagnosis);
                ProbeLog log = probe.finish();
                System.out.printf(
                        "{\"row\": \"controller-hang\", \"blackoutMs\": %.1f, \"dualActiveMs\": %.1f, \"healGapMs\": %.1f}%n",
                        log.longestGapNanos(begun, released) / 1e6, stage.history().dualActiveNanos(begun, end) / 1e6,
                        log.longestGapNanos(released, end) / 1e6);
            }
            return true;
        });
    }
}
