package dev.vigil.lcd.journal;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The real disk. A thread that works here must not be interrupted: an interrupt closes the channel. */
public final class DiskFiles implements FilePort {
    private static final boolean CAN_FORCE_FOLDERS = File.separatorChar == '/';

    @Override
    public void createFolder(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder.toAbsolutePath(); at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.push(at);
        }
        for (Path each : missing) {
            Files.createDirectory(each);
            Path parent = each.getParent();
            if (parent != null) {
                forceFolder(parent);
            }
        }
    }

    @Override
    public boolean exists(Path fileOrFolder) {
        return !Files.notExists(fileOrFolder);
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !Files.isDirectory(entry)).map(entry -> String.valueOf(entry.getFileName())).sorted()
                    .toList();
        }
    }

    @Override
    public PortFile create(Path file) throws IOException {
        try {
            return new DiskFile(file,
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (IOException trouble) {
            throw explained(file, 1, trouble);
        }
    }

    @Override
    public PortFile open(Path file) throws IOException {
        return new DiskFile(file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.delete(file);
    }

    /** Windows cannot open a folder to force it; there NTFS logs changes of names in their order by itself. */
    @Override
    public void forceFolder(Path folder) throws IOException {
        if (!CAN_FORCE_FOLDERS) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static IOException explained(Path file, long neededBytes, IOException trouble) throws IOException {
        String message = String.valueOf(trouble.getMessage()).toLowerCase(Locale.ROOT);
        boolean saysSo = message.contains("no space left") || message.contains("not enough space")
                || message.contains("quota exceeded");
        // The system's words are in its own language: ask the disk too.
        Path folder = file.toAbsolutePath().getParent();
        if (saysSo || (folder != null && Files.getFileStore(folder).getUsableSpace() < neededBytes)) {
            return new DiskFullException(file, neededBytes, trouble);
        }
        return trouble;
    }

    private record DiskFile(Path path, FileChannel channel) implements PortFile {
        @Override
        public long length() throws IOException {
            return channel.size();
        }

        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            long at = position;
            while (into.hasRemaining()) {
                int count = channel.read(into, at);
                if (count < 0) {
                    throw new EOFException(path + " ends at " + at);
                }
                at += count;
            }
        }

        @Override
        public void write(long position, ByteBuffer bytes) throws IOException {
            long at = position;
            try {
                while (bytes.hasRemaining()) {
                    at += channel.write(bytes, at);
                }
            } catch (IOException trouble) {
                throw explained(path, bytes.remaining(), trouble);
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void forceData() throws IOException {
            channel.force(false);
        }

        @Override
        public void forceAll() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
