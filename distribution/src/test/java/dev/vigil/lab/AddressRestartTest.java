package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Locale;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes whose software is restarted one after the other, with quorum off and by majority: the clients of the address see nothing of it. */
@Tag("lab")
class AddressRestartTest {
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private final VigilCommands commands = new VigilCommands();

    @Test
    void theAddressStaysWhileBothNodesAreRestarted() {
        run(LabProducts.VIGIL_DEFAULT, "under epoch 1");
    }

    @Test
    void byMajorityItStaysWhileAllThreeAreRestarted() {
        run(LabProducts.VIGIL_MAJORITY_DEFAULT, "under epoch");
    }

    private void run(LabProducts product, String explained) {
        LabLock.whileHeld(() -> {
            try (Stage stage = new Stage(LabId.ofThisProcess("r"), product.make());
                    ProbeProcess probe = new ProbeProcess(stage.lab())) {
                LabHost owner = stage.settle(probe);
                long begun = System.nanoTime();
                restart(stage, owner);
                assertEquals(owner.name(), stage.settle(probe).name(), stage::diagnosis);
                for (LabHost host : stage.lab().hosts()) {
                    if (!host.equals(owner)) {
                        restart(stage, host);
                        assertEquals(owner.name(), stage.settle(probe).name(), stage::diagnosis);
                    }
                }
                long ended = System.nanoTime();
                double gap = probe.finish().longestGapNanos(begun, ended) / 1e6;
                System.out.printf(Locale.ROOT,
                        "{\"row\": \"restart\", \"product\": \"%s\", \"restarts\": %d, \"blackoutMs\": %.1f}%n",
                        stage.product().name(), stage.lab().hosts().size(), gap);
                assertEquals(0, stage.history().moves(begun, ended), stage::diagnosis);
                assertEquals(0, stage.history().dualActiveNanos(begun, ended), stage::diagnosis);
                assertTrue(commands.run(owner, "explain", VigilCommands.TAG).contains(explained), stage::diagnosis);
            }
            return true;
        });
    }

    private void restart(Stage stage, LabHost host) {
        awaitReady(stage);
        commands.run(host, "stop", "--hand-over");
        if (!Pause.until(ENDS_WITHIN, () -> host.processes().stream().noneMatch(stage.product()::isOwn))) {
            throw new LabFailure("vigil on " + host + " does not end\n" + stage.diagnosis());
        }
        stage.product().start(host);
    }

    /** As an administrator does: the next node only when each says that it would fail over. */
    private void awaitReady(Stage stage) {
        long begun = System.nanoTime();
        if (!Pause.until(READY_WITHIN, () -> stage.lab().hosts().stream().map(commands::status)
                .allMatch(status -> status.isSuccess() && status.text().contains("\"failover_ready\" : true")))) {
            throw new LabFailure("a node does not know what the other owns\n" + stage.diagnosis());
        }
        System.out.printf(Locale.ROOT, "{\"row\": \"restart-ready\", \"afterMs\": %.0f}%n", (System.nanoTime() - begun) / 1e6);
    }
}
