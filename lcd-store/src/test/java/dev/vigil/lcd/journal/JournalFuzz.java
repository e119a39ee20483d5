package dev.vigil.lcd.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The files of a journal. The input is either a whole segment or checkpoint, or a list of bytes to change in a good one: a checksum is not to
 * be found by chance. Whatever stands there, it is read, or called damaged; a good prefix is never given back otherwise.
 */
public final class JournalFuzz {
    private static final UUID JOURNAL = new UUID(7, 9);
    private static final Path FILE = Path.of("/journal/file");
    private static final int BLOCK = 512;
    private static final List<byte[]> PAYLOADS = List.of("one".getBytes(StandardCharsets.UTF_8), new byte[0],
            "the third is longer than the others".getBytes(StandardCharsets.UTF_8));

    private JournalFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        ByteBuffer rest = ByteBuffer.wrap(input, 1, input.length - 1).slice();
        try {
            switch (input[0] & 3) {
                case 0 -> segment(bytes(rest), false);
                case 1 -> segment(changed(goodSegment(), rest), true);
                case 2 -> checkpoint(bytes(rest), false);
                default -> checkpoint(changed(goodCheckpoint(), rest), true);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void segment(byte[] bytes, boolean isOfGood) throws IOException {
        try {
            SegmentContent content = SegmentContent.read(file(bytes), FILE);
            for (int at = 0; isOfGood && at < content.records().size(); at++) {
                if (at >= PAYLOADS.size() || !java.util.Arrays.equals(content.records().get(at).payload(), PAYLOADS.get(at))) {
                    throw new AssertionError("record " + at + " was never written");
                }
            }
        } catch (JournalDamaged said) {
            return;
        }
    }

    private static void checkpoint(byte[] bytes, boolean isOfGood) throws IOException {
        Optional<Checkpoint> read = CheckpointFile.read(file(bytes), FILE, JOURNAL);
        if (isOfGood && read.isPresent() && !java.util.Arrays.equals(read.get().snapshot(), PAYLOADS.getLast())) {
            throw new AssertionError("a checkpoint that was never written");
        }
    }

    /** Three bytes for each change: where, in two, and what is added there; a cut when nothing is added. */
    private static byte[] changed(byte[] good, ByteBuffer changes) {
        byte[] bytes = good.clone();
        while (changes.remaining() >= 3) {
            int at = (changes.getShort() & 0xffff) % bytes.length;
            byte by = changes.get();
            if (by == 0 && at > 0) {
                bytes = java.util.Arrays.copyOf(bytes, at);
            }
            bytes[at % bytes.length] += by;
        }
        return bytes;
    }

    private static byte[] goodSegment() {
        ByteBuffer out = ByteBuffer.allocate(4 * BLOCK);
        out.put(new SegmentHeader(JOURNAL, 1, BLOCK).encoded()).position(BLOCK);
        RecordFormat format = new RecordFormat(JOURNAL, 1);
        int previous = 0;
        for (int at = 0; at < PAYLOADS.size(); at++) {
            if (at == 2) {
                out.position(2 * BLOCK); // a group of its own
            }
            previous = format.put(out, new RecordFormat.Entry(false, at + 1, at == 2 ? 3 : 1, previous, 0, out.position(),
                    PAYLOADS.get(at)));
        }
        return out.array();
    }

    private static byte[] goodCheckpoint() throws IOException {
        PowerLossFiles files = new PowerLossFiles(1);
        files.createFolder(FILE.getParent());
        CheckpointFile.write(files, FILE, JOURNAL, new Checkpoint(5, PAYLOADS.getLast()));
        try (PortFile file = files.open(FILE)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.length());
            file.read(0, bytes);
            return bytes.array();
        }
    }

    private static FilePort file(byte[] bytes) throws IOException {
        PowerLossFiles files = new PowerLossFiles(1);
        files.createFolder(FILE.getParent());
        try (PortFile file = files.create(FILE)) {
            file.write(0, ByteBuffer.wrap(bytes));
        }
        return files;
    }

    private static byte[] bytes(ByteBuffer rest) {
        byte[] bytes = new byte[rest.remaining()];
        rest.get(bytes);
        return bytes;
    }

    public static List<byte[]> seeds() {
        try {
            return List.of(behind(0, goodSegment()), behind(2, goodCheckpoint()), new byte[]{1, 2, 5, 1}, new byte[]{3, 0, 60, 1},
                    new byte[]{1, 4, 0, 0});
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] behind(int kind, byte[] bytes) {
        return ByteBuffer.allocate(1 + bytes.length).put((byte) kind).put(bytes).array();
    }
}
