package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes and a witness, and a hierarchy that the voters keep until its node is fenced: whoever stands still is powered off first. */
@Tag("lab")
class LeaseFenceTest {
    private static final Duration CHANGES_WITHIN = Duration.ofSeconds(10);
    private final VigilCommands commands = new VigilCommands();

    /** Node and guard of the owner stand still. No lease ends what it runs; a majority has its power cut, and one owner is left. */
    @Test
    void whoeverStandsStillIsFencedAndTakenOver() {
        LabLock.whileHeld(() -> {
            try (Stage stage = new Stage(LabId.ofThisProcess("k"), LabProducts.VIGIL_MAJORITY_DEFAULT.make());
                    ProbeProcess probe = new ProbeProcess(stage.lab())) {
                LabHost owner = stage.settle(probe);
                LabSwitchboard board = new LabSwitchboard(stage);
                List.of(owner, stage.lab().other(owner)).forEach(victim -> board.connect(owner, victim, List.of()));
                commands.run(owner, "resource", "set", VigilCommands.TAG, "policy.lease-loss=fence");
                assertTrue(Pause.until(CHANGES_WITHIN, () -> commands.run(owner, "quorum", "show").contains("until fenced")),
                        commands.run(owner, "quorum", "show"));
                board.fencesInTrouble(owner,
                        () -> MajorityTroubles.OWNER_AND_GUARD_STOPPED
                                .begin(MajorityTroubles.Scene.of(stage, owner, new Freezer())),
                        probe, "lease-fence");
            }
            return true;
        });
    }
}
