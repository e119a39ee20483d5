package dev.vigil.lcd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/** The file that says a journal exists here, and which. It gets its name last of all when a journal is made, and is never written again. */
record Identity(UUID journal) {
    private static final long MAGIC = 0x564947494c4a524eL;
    private static final int BYTES = 32;
    private static final int VERSION = 1;

    void write(FilePort files, Path path) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).putLong(MAGIC).putInt(VERSION).putLong(journal.getMostSignificantBits())
                .putLong(journal.getLeastSignificantBits());
        bytes.putInt(checksum(bytes));
        Path unfinished = Layout.unfinished(path);
        try (PortFile file = files.create(unfinished)) {
            file.write(0, bytes.rewind());
            file.forceAll();
        }
        files.rename(unfinished, path);
        files.forceFolder(Layout.parent(path));
    }

    static Identity read(FilePort files, Path path) throws IOException, JournalDamaged {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        try (PortFile file = files.open(path)) {
            if (file.length() != BYTES) {
                throw new JournalDamaged(path, 0, file.length() == 0 ? "is empty" : "has a wrong length");
            }
            file.read(0, bytes);
        }
        if (bytes.getLong(0) != MAGIC || bytes.getInt(8) != VERSION || bytes.getInt(28) != checksum(bytes)) {
            throw new JournalDamaged(path, 0, "is not a valid identity");
        }
        return new Identity(new UUID(bytes.getLong(12), bytes.getLong(20)));
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, 28));
        return (int) crc.getValue();
    }
}
