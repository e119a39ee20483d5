package dev.vigil.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.SystemRow;

class IncarnationsTest {
    private static final NodeId BRAVO = new NodeId("bravo");

    @TempDir
    Path folder = Path.of("");

    @Test
    void eachStartIsALifeOfItsOwn() throws IOException {
        assertEquals(1, begin(0, 0));
        assertEquals(2, begin(0, 0));
        assertEquals(8, begin(7, 0), "above what the database has seen");
    }

    @Test
    void aMachineThatTookTheNameBeginsWithItsFirstLife() throws IOException {
        assertEquals(1_000_007, begin(0, 1_000_007));
        assertEquals(1_000_008, begin(1_000_007, 1_000_007));
    }

    private long begin(long seen, long firstLife) throws IOException {
        LcdState lcd = LcdState.EMPTY
                .apply(new Entry.ConfigReplaced(Config.of(new Revision(1),
                        List.of(new SystemRow(BRAVO, "bravo:7742", new SystemRow.Machine(firstLife, ""))))))
                .apply(new Entry.StatusReplaced(BRAVO, Status.of(new Incarnation(seen, 1), new Revision(1), List.of())));
        return Incarnations.begin(folder, lcd, BRAVO).counter();
    }
}
