package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The witness is exchanged while a client asks; the new one votes when the owner fails; and when it fails too, a person lets the last one go on. */
@Tag("lab")
class VoterExchangeTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LOST = Duration.ofSeconds(4);
    private final VigilCommands commands = new VigilCommands();

    @Test
    void theNewWitnessVotesAndTheLastVoterGoesOnByThePersonsWord() {
        LabLock.whileHeld(() -> {
            try (Stage stage = new Stage(LabId.ofThisProcess("x"), VigilProduct.withSpare(VigilProduct.Profile.DEFAULT));
                    ProbeProcess probe = new ProbeProcess(stage.lab())) {
                LabHost owner = stage.settle(probe);
                LabHost backup = stage.lab().host(owner.name().equals("alpha") ? "bravo" : "alpha");
                LabHost xray = stage.lab().host("xray");
                long begun = System.nanoTime();
                commands.setMajority(backup, List.of("alpha", "bravo", "xray"));
                assertTrue(Pause.until(SOON, () -> hasLearnt(owner) && hasLearnt(backup) && hasLearnt(xray)), stage.diagnosis());
                Pause.of(LOST); // what was granted before has run out, and everybody grants again
                long exchanged = System.nanoTime();
                assertEquals(0, stage.history().moves(begun, exchanged), stage.diagnosis());
                stage.powerOff(owner);
                assertTrue(Pause.until(SOON, () -> holds(stage, backup)), stage.diagnosis());
                long tookOver = System.nanoTime();
                stage.powerOff(xray);
                assertTrue(Pause.until(SOON, () -> stage.history().holders(System.nanoTime()).isEmpty()), stage.diagnosis());
                Pause.of(LOST);
                String said = commands.run(backup, "quorum", "force", "--lost", owner.name(), "--lost", "xray", "--reason",
                        "fire",
                        "--yes");
                assertTrue(said.contains("quorum is by majority of " + backup.name()), said);
                assertTrue(Pause.until(SOON, () -> holds(stage, backup)), stage.diagnosis());
                long ended = System.nanoTime();
                assertEquals(0, stage.history().dualActiveNanos(begun, ended),
                        "two hosts held the address\n" + stage.diagnosis());
                ProbeLog log = probe.finish();
                System.out.printf(Locale.ROOT,
                        "{\"row\": \"voter-exchange\", \"exchangeBlackoutMs\": %.1f, \"failoverBlackoutMs\": %.1f}%n",
                        log.longestGapNanos(begun, exchanged) / 1e6, log.longestGapNanos(exchanged, tookOver) / 1e6);
            }
            return true;
        });
    }

    private boolean hasLearnt(LabHost host) {
        String shown = commands.run(host, "quorum", "show");
        return shown.contains("majority of alpha, bravo, xray") && !shown.contains("does not count");
    }

    private static boolean holds(Stage stage, LabHost host) {
        return stage.history().holders(System.nanoTime()).equals(List.of(host.name()));
    }
}
