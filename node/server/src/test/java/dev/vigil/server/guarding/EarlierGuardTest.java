package dev.vigil.server.guarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.lcd.model.Tag;
import dev.vigil.recovery.Event;

/** What a guard wrote after its node's end is told by the next life of the node, once. */
class EarlierGuardTest {
    private static final String ACTED = "2026-11-28T17:00:00Z guard: acted addresses=\"[10.9.9.9/24 on eth1]\" ended=3"
            + " gate-shut=1200 holders=\"0123456789ab/alpha/db 0123456789ab/alpha/web\" left=0 reason=node-ended survivors=1 took=9\n";
    @TempDir
    private Path folder;

    @Test
    void theLastThingItDidIsTold() throws IOException {
        Path log = Files.writeString(folder.resolve("guard.log"),
                "2026-11-28T16:00:00Z guard: acted torn\n" + ACTED + "other words\n");
        Event.GuardActed told = new Event.GuardActed("node-ended", new TreeSet<>(List.of(new Tag("db"), new Tag("web"))), 3, 1);
        assertEquals(Optional.of(told), EarlierGuard.report(log));
        assertFalse(Files.exists(log));
        assertEquals(Optional.empty(), EarlierGuard.report(log));
    }

    @Test
    void aLineThatIsTornIsPassedOver() throws IOException {
        Path log = Files.writeString(folder.resolve("guard.log"), ACTED.substring(0, 90));
        assertEquals(Optional.empty(), EarlierGuard.report(log));
    }
}
