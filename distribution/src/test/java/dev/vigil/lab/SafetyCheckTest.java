package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes with quorum off and the safety check on: who still serves its clients keeps the address, and a power failure costs no more. */
@Tag("lab")
class SafetyCheckTest {
    private static final Duration CUT = Duration.ofSeconds(6);
    private static final Duration LASTS = Duration.ofSeconds(5);
    /** What may lie between two single failovers by chance, beside what the check may cost. */
    private static final double MOST_DIFFERENCE_MILLIS = 150;
    private final VigilCommands commands = new VigilCommands();

    /** Everything between the two hosts' own addresses is lost; the clients reach the owner as before. */
    @Test
    void whoStillServesKeepsTheAddress() {
        LabLock.whileHeld(() -> {
            try (Stage stage = stage(); ProbeProcess probe = new ProbeProcess(stage.lab())) {
                LabHost owner = stage.settle(probe);
                LabHost backup = stage.lab().other(owner);
                check(owner, "on");
                long begun = System.nanoTime();
                part(owner, backup);
                Pause.of(CUT);
                long ended = System.nanoTime();
                String status = commands.run(backup, "status");
                assertTrue(status.contains("is left where it is"), status);
                assertEquals(List.of(owner.name()), stage.history().holders(ended), stage.diagnosis());
                assertEquals(0, stage.history().moves(begun, ended), stage.diagnosis());
                join(owner);
                assertEquals(owner.name(), stage.settle(probe).name(), stage.diagnosis());
                long gap = probe.finish().longestGapNanos(begun, ended);
                System.out.printf(Locale.ROOT, "{\"row\": \"safety-check-cut\", \"blackoutMs\": %.1f}%n", gap / 1e6);
            }
            return true;
        });
    }

    /** A host without power does not answer, and was asked before it was found dead. */
    @Test
    void aPowerFailureIsTakenOverAsSoonAsWithout() {
        LabLock.whileHeld(() -> {
            double without = blackoutMillis("off");
            double with = blackoutMillis("on");
            System.out.printf(Locale.ROOT, "{\"row\": \"safety-check-power-off\", \"withoutMs\": %.1f, \"withMs\": %.1f}%n",
                    without,
                    with);
            assertTrue(with - without < MOST_DIFFERENCE_MILLIS, with + " ms with the check, " + without + " ms without");
            return true;
        });
    }

    private double blackoutMillis(String word) {
        try (Stage stage = stage(); ProbeProcess probe = new ProbeProcess(stage.lab())) {
            LabHost owner = stage.settle(probe);
            LabHost backup = stage.lab().other(owner);
            check(owner, word);
            long begun = System.nanoTime();
            stage.powerOff(owner);
            Pause.of(LASTS);
            long ended = System.nanoTime();
            assertEquals(List.of(backup.name()), stage.history().holders(ended), stage.diagnosis());
            return probe.finish().longestGapNanos(begun, ended) / 1e6;
        }
    }

    private static Stage stage() {
        return new Stage(LabId.ofThisProcess("s"), LabProducts.VIGIL_DEFAULT.make());
    }

    private void check(LabHost asked, String word) {
        commands.run(asked, "resource", "set", VigilCommands.TAG, "policy.safety-check=" + word);
    }

    private static void part(LabHost owner, LabHost other) {
        String others = other.address(Lan.LAN1) + ", " + other.address(Lan.LAN2);
        owner.run("nft", "add", "table", "ip", "parted");
        owner.run("nft", "add", "chain", "ip", "parted", "heard", "{ type filter hook input priority -200; }");
        owner.run("nft", "add", "chain", "ip", "parted", "said", "{ type filter hook output priority -200; }");
        owner.run("nft", "add", "rule", "ip", "parted", "heard", "ip", "saddr", "{ " + others + " }", "drop");
        owner.run("nft", "add", "rule", "ip", "parted", "said", "ip", "daddr", "{ " + others + " }", "drop");
    }

    private static void join(LabHost owner) {
        owner.run("nft", "delete", "table", "ip", "parted");
    }
}
