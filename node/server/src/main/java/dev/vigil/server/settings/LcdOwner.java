package dev.vigil.server.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import dev.vigil.lcd.model.NodeId;

/** Whose a configuration database is, in a file beside it: with that of another node, a node would forget what it has acknowledged itself. */
public final class LcdOwner {
    private static final String FILE = "node";

    private LcdOwner() {}

    /** Refuses the database of another node. One that names nobody, as of a new member, is taken; on return its name is on disk. */
    public static void check(Path folder, NodeId self) throws Trouble, IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            write(folder, file, self);
            return;
        }
        String owner = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (!owner.equals(self.value())) {
            throw new Trouble(
                    "The configuration database in " + folder + " is that of node \"" + owner + "\"; this is node " + self
                            + ".",
                    "Put back the folder of " + self + " itself: each node has what only it knows.");
        }
    }

    private static void write(Path folder, Path file, NodeId self) throws IOException {
        Path fresh = folder.resolve(FILE + ".new");
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((self + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Incarnations.forceFolder(folder);
    }
}
