package dev.vigil.comm.trust;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** One small text file that is replaced whole: after a crash it holds the old content or the new, never a part. */
final class AtomicFile {
    /** No file here has more than a few kilobytes; a bigger one is not ours and is not read into memory. */
    static final int MAX_BYTES = 64 * 1024;

    private AtomicFile() {}

    /** Durable on return: temporary file of the owner only, force, rename, force of the folder. */
    static void write(Path file, String text) throws TrustFault {
        try {
            Path temporary = OwnerOnly.makeTemporary(file);
            try {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                }
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            forceFolder(file);
        } catch (IOException failed) {
            throw new TrustFault(TrustFault.Code.UNWRITABLE, file + " cannot be written: " + failed,
                    "check the owner of the folder and the space on its disk", failed);
        }
    }

    /** The text of the file; a fault that names it when it is missing, unreadable, too big, or open to others although secret. */
    static String read(Path file, boolean isSecret) throws TrustFault {
        try {
            if (isSecret && OwnerOnly.isOpenToOthers(file)) {
                throw new TrustFault(TrustFault.Code.PERMISSIONS, file + " may be read by others than its owner",
                        "take the rights away (chmod 600, or icacls /inheritance:r), and think of who may have read it");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new TrustFault(TrustFault.Code.GARBAGE, file + " is too big to be what its name says", "restore it");
            }
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new TrustFault(TrustFault.Code.MISSING, file + " is missing", "restore it from a backup, or join again",
                    missing);
        } catch (CharacterCodingException binary) {
            throw new TrustFault(TrustFault.Code.GARBAGE, file + " is not text", "restore it from a backup", binary);
        } catch (IOException failed) {
            throw new TrustFault(TrustFault.Code.UNREADABLE, file + " cannot be read: " + failed,
                    "check that it is a file and that the user of the node owns it", failed);
        }
    }

    private static void forceFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        // Windows opens no folder as a file and keeps renames in order by itself.
        if (folder == null || !folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
