package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes and a witness, and a hierarchy that the voters keep until its node is fenced: whoever stands still is powered off first. */
@Tag("lab")
class LeaseFenceTest {
    private static final Duration LASTS = Duration.ofSeconds(12);
    private static final Duration CHANGES_WITHIN = Duration.ofSeconds(10);
    private final VigilCommands commands = new VigilCommands();

    /** Node and guard of the owner stand still. No lease ends what it runs; a majority has its power cut, and one owner is left. */
    @Test
    void whoeverStandsStillIsFencedAndTakenOver() {
        LabLock.whileHeld(() -> {
            try (Stage stage = new Stage(LabId.ofThisProcess("k"), LabProducts.VIGIL_MAJORITY_DEFAULT.make());
                    ProbeProcess probe = new ProbeProcess(stage.lab())) {
                LabHost owner = stage.settle(probe);
                LabHost backup = stage.lab().other(owner);
                LabSwitchboard board = new LabSwitchboard(stage);
                List.of(owner, backup).forEach(victim -> commands.run(owner, "fence", "create", victim.name() + "-board",
                        victim.name(), "--agent", LabSwitchboard.agent().toString(), "--option", "folder=" + board.folder(),
                        "--limit", "10s"));
                commands.run(owner, "resource", "set", VigilCommands.TAG, "policy.lease-loss=fence");
                assertTrue(Pause.until(CHANGES_WITHIN, () -> commands.run(owner, "quorum", "show").contains("until fenced")),
                        commands.run(owner, "quorum", "show"));
                long begun = System.nanoTime();
                MajorityTroubles.OWNER_AND_GUARD_STOPPED.begin(MajorityTroubles.Scene.of(stage, owner, new Freezer()));
                List<String> cut = board.serve(LASTS);
                long ended = System.nanoTime();
                assertEquals(List.of(owner.name()), cut, stage.diagnosis());
                assertEquals(List.of(backup.name()), stage.history().holders(ended), stage.diagnosis());
                assertEquals(0, stage.history().dualActiveNanos(begun, ended),
                        "two hosts held the address\n" + stage.diagnosis());
                assertTrue(commands.run(backup, "history").contains("is fenced"), stage.diagnosis());
                System.out.printf(Locale.ROOT, "{\"row\": \"lease-fence\", \"blackoutMs\": %.1f, \"moves\": %d}%n",
                        probe.finish().longestGapNanos(begun, ended) / 1e6, stage.history().moves(begun, ended));
            }
            return true;
        });
    }
}
