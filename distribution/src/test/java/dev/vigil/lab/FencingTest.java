package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes with quorum off and fencing required: a cut in silence, seen by nobody but by silence, never makes two owners. */
@Tag("lab")
class FencingTest {
    private static final Duration DELAY = Duration.ofSeconds(1);
    private final VigilCommands commands = new VigilCommands();

    /** The agent of the backup reaches the switchboard, that of the owner does not: the backup fences, and then takes over. */
    @Test
    void theBackupFencesAndTakesOver() {
        LabLock.whileHeld(() -> {
            try (Stage stage = stage(); ProbeProcess probe = new ProbeProcess(stage.lab())) {
                LabHost owner = stage.settle(probe);
                LabSwitchboard board = new LabSwitchboard(stage);
                board.connect(owner, owner, List.of());
                board.connect(owner, stage.lab().other(owner), List.of("--option", "broken=1"));
                commands.run(owner, "fence", "required", "--delay", DELAY.toMillis() + "ms");
                board.fencesInTrouble(owner, () -> stage.lab().cables().dropAll(owner.ports()), probe, "fence-takes-over");
            }
            return true;
        });
    }

    /** No agent succeeds: nothing moves, and the backup says why. */
    @Test
    void whatCannotBeFencedStays() {
        LabLock.whileHeld(() -> {
            try (Stage stage = stage(); ProbeProcess probe = new ProbeProcess(stage.lab())) {
                LabHost owner = stage.settle(probe);
                LabHost backup = stage.lab().other(owner);
                LabSwitchboard board = new LabSwitchboard(stage);
                for (LabHost host : stage.lab().hosts()) {
                    board.connect(owner, host, List.of("--option", "broken=1"));
                }
                commands.run(owner, "fence", "required", "--delay", DELAY.toMillis() + "ms");
                long begun = System.nanoTime();
                stage.lab().cables().dropAll(owner.ports());
                List<String> cut = board.serve(LabSwitchboard.LASTS);
                long ended = System.nanoTime();
                assertEquals(List.of(), cut, stage.diagnosis());
                assertEquals(List.of(owner.name()), stage.history().holders(ended), stage.diagnosis());
                assertEquals(0, stage.history().moves(begun, ended), stage.diagnosis());
                String status = commands.run(backup, "status");
                assertTrue(status.contains("could not be fenced") && status.contains("the switchboard does not answer"), status);
                stage.lab().cables().heal();
                assertEquals(owner.name(), stage.settle(probe).name());
            }
            return true;
        });
    }

    private static Stage stage() {
        return new Stage(LabId.ofThisProcess("f"), LabProducts.VIGIL_DEFAULT.make());
    }
}
