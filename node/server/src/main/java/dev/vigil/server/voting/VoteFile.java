package dev.vigil.server.voting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import dev.vigil.lcd.model.Line;
import dev.vigil.recovery.quorum.VoteRecord;
import dev.vigil.recovery.text.VoteText;

/**
 * The votes on the disk, in a file of their own, so that no history and no database stands before them. Two slots of a fixed size are
 * written in turn, so that a torn write leaves the record before it. For one thread.
 *
 * <p>Layout of a slot: magic, length of the text, CRC32C of number and text, number of the writing; then the text.
 */
public final class VoteFile implements AutoCloseable {
    private static final int SLOT_BYTES = 1024 * 1024;
    private static final int HEAD_BYTES = 4 + 4 + 4 + 8;
    private static final int MAGIC = 0x56474C56;
    private static final String BOOT = "boot";

    private final Path file;
    private final FileChannel channel;
    private final String boot;
    private final Optional<Kept> kept;
    private long writings;

    /**
     * What an earlier life has written.
     *
     * @param isOfThisBoot whether the system has not been started since, so that the disk is surely the one that was written
     */
    public record Kept(VoteRecord record, boolean isOfThisBoot) {}

    private record Slot(long number, List<Line> lines) {}

    private VoteFile(Path file, FileChannel channel, String boot) throws IOException {
        this.file = file;
        this.channel = channel;
        this.boot = boot;
        Optional<Slot> newest = Stream.of(read(0), read(1)).flatMap(Optional::stream)
                .max((one, other) -> Long.compare(one.number(), other.number()));
        this.writings = newest.map(Slot::number).orElse(0L);
        this.kept = newest.isPresent() ? Optional.of(kept(newest.get())) : Optional.empty();
    }

    /**
     * Opens the file, or makes one at its full size. {@code boot} names the present run of the system.
     *
     * @throws IOException also when the file holds what no version of this program has written, with its name
     */
    public static VoteFile open(Path file, String boot) throws IOException {
        boolean isNew = !Files.exists(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        if (isNew) {
            channel.write(ByteBuffer.allocate(2 * SLOT_BYTES), 0);
            channel.force(true);
        }
        return new VoteFile(file, channel, boot);
    }

    /** What stood there when it was opened; empty if nothing whole did. */
    public Optional<Kept> kept() {
        return kept;
    }

    /** Durable on return. */
    public void write(VoteRecord record) throws IOException {
        List<Line> lines = new ArrayList<>(VoteText.print(record));
        lines.add(Line.of(BOOT).with("id", boot));
        byte[] text = String.join("\n", lines.stream().map(Line::toString).toList()).getBytes(StandardCharsets.UTF_8);
        if (text.length > SLOT_BYTES - HEAD_BYTES) {
            throw new IOException(file + " has no room for votes on " + record.votes().size() + " units");
        }
        long number = writings + 1;
        ByteBuffer slot = ByteBuffer.allocate(HEAD_BYTES + text.length);
        slot.putInt(MAGIC).putInt(text.length).putInt(checksum(number, text)).putLong(number).put(text).flip();
        long at = number % 2 * SLOT_BYTES;
        while (slot.hasRemaining()) {
            at += channel.write(slot, at);
        }
        channel.force(false);
        writings = number;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private Optional<Slot> read(int index) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
        long at = (long) index * SLOT_BYTES;
        if (!fill(head, at) || head.getInt() != MAGIC) {
            return Optional.empty();
        }
        int length = head.getInt();
        int checksum = head.getInt();
        long number = head.getLong();
        if (length < 0 || length > SLOT_BYTES - HEAD_BYTES) {
            return Optional.empty();
        }
        ByteBuffer text = ByteBuffer.allocate(length);
        if (!fill(text, at + HEAD_BYTES) || checksum(number, text.array()) != checksum) {
            return Optional.empty();
        }
        try {
            List<Line> lines = new String(text.array(), StandardCharsets.UTF_8).lines().map(Line::parse).toList();
            return Optional.of(new Slot(number, lines));
        } catch (IllegalArgumentException foreign) {
            throw new IOException(file + " holds no votes: " + foreign.getMessage(), foreign);
        }
    }

    private boolean fill(ByteBuffer into, long position) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = channel.read(into, at);
            if (count < 0) {
                return false;
            }
            at += count;
        }
        into.flip();
        return true;
    }

    private Kept kept(Slot slot) throws IOException {
        try {
            boolean isOfThisBoot = slot.lines().stream().filter(line -> line.verb().equals(BOOT))
                    .anyMatch(line -> line.get("id").equals(boot));
            return new Kept(VoteText.parse(slot.lines()), isOfThisBoot);
        } catch (IllegalArgumentException foreign) {
            throw new IOException(file + " holds no votes: " + foreign.getMessage(), foreign);
        }
    }

    private static int checksum(long number, byte[] text) {
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        sum.update(text);
        return (int) sum.getValue();
    }
}
