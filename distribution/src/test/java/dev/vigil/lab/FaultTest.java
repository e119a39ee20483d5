package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The faults that every commit must pass once, to Vigil and to its measuring stick. What is asserted is safety; times are printed,
 * never judged. The other faults, and repetitions, are in {@code ./lab full}.
 */
@Tag("lab")
class FaultTest {
    private static final Duration LOSS_WINDOW = Duration.ofSeconds(Long.getLong("vigil.lab.loss.seconds", 30));
    private static final List<Fault> COMMIT_FAULTS = List.of(Fault.POWER_OFF, Fault.SWITCHOVER, Fault.PATH2_CUT, Fault.PATH1_CUT,
            Fault.LOSS_10);
    /** A move that a stall of the machine causes is no defect at 110 ms; what is asserted here are moves that must come. */
    private static final List<Fault> COMMIT_FAST_FAULTS = List.of(Fault.POWER_OFF, Fault.SWITCHOVER);
    /** At 20 ms adverts a stall of this machine is a false move, so only what one living host alone decides can be asserted. */
    private static final List<Fault> SHORT_STICK_FAULTS = List.of(Fault.POWER_OFF, Fault.BOTH_CUT);
    /** What keepalived does well at its default, so that a lab that measures wrongly is noticed. */
    private static final List<Fault> STICK_FAULTS = List.of(Fault.POWER_OFF, Fault.BOTH_CUT, Fault.SWITCHOVER, Fault.PATH2_CUT);

    @TestFactory
    Stream<DynamicTest> vigilDefaultStaysSafe() {
        return tests(LabProducts.VIGIL_DEFAULT, COMMIT_FAULTS);
    }

    @TestFactory
    Stream<DynamicTest> vigilFastStaysSafe() {
        return tests(LabProducts.VIGIL_FAST, COMMIT_FAST_FAULTS);
    }

    @TestFactory
    Stream<DynamicTest> keepalivedDefaultMovesAsItIsKnownTo() {
        return tests(LabProducts.KEEPALIVED_DEFAULT, STICK_FAULTS);
    }

    @TestFactory
    Stream<DynamicTest> keepalivedAtTwentyMillisecondsMovesAsItIsKnownTo() {
        return tests(LabProducts.KEEPALIVED_A20, SHORT_STICK_FAULTS);
    }

    private static Stream<DynamicTest> tests(LabProducts choice, List<Fault> faults) {
        StageForTests stage = new StageForTests(choice);
        return faults.stream().map(fault -> DynamicTest.dynamicTest(choice + " " + fault.label(), () -> stage.check(fault)))
                .onClose(stage::close);
    }

    /** One stage for the faults of one product; a fault that spoils it makes the next one begin with a new stage. */
    private static final class StageForTests {
        private final LabProducts choice;
        private Optional<Stage> stage = Optional.empty();

        StageForTests(LabProducts choice) {
            this.choice = choice;
        }

        void check(Fault fault) {
            boolean isWhole = false;
            try {
                Stage current = stage.orElseGet(() -> new Stage(LabId.ofThisProcess("t"), choice.make()));
                stage = Optional.of(current);
                Repetition repetition = new FaultRun(current, LOSS_WINDOW, fault.ordinal()).measure(fault, 1);
                System.out.println(repetition.toJson());
                assertTrue(repetition.figure("windowS") > 0, "nothing was observed");
                assertEquals(List.of(), Verdict.complaints(repetition), current::diagnosis);
                isWhole = true;
            } finally {
                if (!isWhole) {
                    close();
                }
            }
        }

        void close() {
            stage.ifPresent(Stage::close);
            stage = Optional.empty();
        }
    }
}
