package dev.vigil.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.vigil.lcd.model.NodeId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database is taken by the node it belongs to and by no other. */
class LcdOwnerTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void theFirstNodeHasIt() throws Exception {
        LcdOwner.check(folder, new NodeId("alpha"));
        LcdOwner.check(folder, new NodeId("alpha"));
        assertEquals("alpha\n", Files.readString(folder.resolve("node")));
        Trouble trouble = assertThrows(Trouble.class, () -> LcdOwner.check(folder, new NodeId("bravo")));
        assertEquals("The configuration database in " + folder + " is that of node \"alpha\"; this is node bravo.",
                trouble.getMessage());
    }

    @Test
    void anEmptyNameIsNobodys() throws Exception {
        Files.writeString(folder.resolve("node"), "");
        assertThrows(Trouble.class, () -> LcdOwner.check(folder, new NodeId("alpha")));
    }
}
