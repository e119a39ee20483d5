package dev.vigil.server.voting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.storage.Beat;
import dev.vigil.recovery.quorum.storage.Deed;
import dev.vigil.recovery.quorum.storage.Entry;
import dev.vigil.recovery.quorum.storage.Shelf;
import dev.vigil.recovery.text.FolderText;

/**
 * A folder that votes, as files: {@code entry-UNIT-EPOCH} made once by whoever is first, {@code back-UNIT-EPOCH-NODE} when its holder has
 * given it back, {@code beat-NODE-NUMBER-LIFE} written over and over by that life of the node alone. Every writing is forced. Needs a file system on
 * which only one of many can make a new file, and on which all see at once what one has written.
 *
 * <p>For one thread, which it may hold up for as long as the file system does.
 */
final class StorageFolder {
    /** Proves that the folder is the one that was prepared: an empty one at the same place would grant everything. */
    private static final String MARK = "vigil-quorum";
    private static final String ENTRY = "entry-";
    private static final String BACK = "back-";
    private static final String BEAT = "beat-";
    private static final int BEAT_BYTES = 512;
    private static final Logger LOG = LoggerFactory.getLogger(StorageFolder.class);

    private final Path folder;
    private final Map<String, Entry> known = new HashMap<>();

    StorageFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder ready to vote, and proves that it can.
     *
     * @throws IOException with what it cannot do
     */
    static void prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path mark = folder.resolve(MARK);
        create(mark, "made by vigil; do not change anything here\n".getBytes(StandardCharsets.UTF_8));
        try {
            create(mark, new byte[0]);
        } catch (FileAlreadyExistsException right) {
            if (names(folder).contains(MARK)) {
                return;
            }
            throw new IOException("a file that was just made in " + folder + " is not seen there", right);
        }
        throw new IOException("the file system of " + folder + " lets two make the same new file");
    }

    /** Does it, and never throws: what could not be done, or perhaps was, is a report too. */
    Deed.Report perform(Deed deed) {
        try {
            if (!Files.exists(folder.resolve(MARK))) {
                return new Deed.Report.Failed(folder + " is out of reach, or is not the folder that was prepared to vote");
            }
            return switch (deed) {
                case Deed.Look look -> new Deed.Report.Seen(look());
                case Deed.Create(Entry entry) -> new Deed.Report.Created(create(entry));
                case Deed.Write(Beat beat) -> write(beat);
                case Deed.Rest(Beat beat, List<Beat> over) -> rest(beat, over);
                case Deed.Release release -> release(release);
            };
        } catch (IOException | IllegalArgumentException failed) {
            return new Deed.Report.Failed(String.valueOf(failed.getMessage() == null ? failed : failed.getMessage()));
        }
    }

    private Shelf look() throws IOException {
        Set<String> names = names(folder);
        List<Entry> entries = new ArrayList<>();
        SortedMap<UnitId, Epoch> begun = new TreeMap<>();
        for (String name : names) {
            if (name.startsWith(ENTRY)) {
                Optional<Entry> entry = entry(name, names);
                entry.ifPresent(entries::add);
                if (entry.isEmpty()) {
                    begun.merge(FileNames.unit(name), FileNames.epoch(name),
                            (one, other) -> one.compareTo(other) < 0 ? other : one);
                }
            }
        }
        return new Shelf(entries, begun, beats());
    }

    /** An entry never changes, so it is read once; empty while it is being made, or if its maker ended before it was. */
    private Optional<Entry> entry(String name, Set<String> names) throws IOException {
        Entry entry = known.get(name);
        if (entry == null) {
            Optional<Entry> read = FolderText.entry(text(name));
            if (read.isEmpty()) {
                return Optional.empty();
            }
            entry = read.get();
            known.put(name, entry);
        }
        boolean isBack = names.contains(FileNames.of(BACK, entry.unit(), entry.epoch(), entry.holder().node()));
        return Optional.of(isBack ? entry.released() : entry);
    }

    private List<Beat> beats() throws IOException {
        List<Beat> beats = new ArrayList<>();
        for (String name : names(folder)) {
            if (name.startsWith(BEAT)) {
                Optional<String> text = textIfThere(name); // its node may have just removed what is over
                text.ifPresent(found -> beats.add(FolderText.beat(found, FileNames.holder(name), FileNames.number(name))));
            }
        }
        return beats;
    }

    private Optional<String> textIfThere(String name) throws IOException {
        try {
            return Optional.of(Files.readString(folder.resolve(name)));
        } catch (NoSuchFileException removed) {
            return Optional.empty();
        }
    }

    private boolean create(Entry entry) throws IOException {
        String name = FileNames.of(ENTRY, entry.unit(), entry.epoch());
        // What is said of a file that is there counts for nothing: some file systems say so of what they have just made themselves.
        createIfAbsent(folder.resolve(name), FolderText.print(entry).getBytes(StandardCharsets.UTF_8));
        return FolderText.entry(text(name)).filter(entry::equals).isPresent();
    }

    private Deed.Report write(Beat beat) throws IOException {
        byte[] text = FolderText.print(beat).getBytes(StandardCharsets.UTF_8);
        ByteBuffer block = ByteBuffer.allocate(BEAT_BYTES).put(text);
        while (block.hasRemaining()) {
            block.put((byte) '\n');
        }
        block.flip();
        Path file = folder.resolve(name(beat));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(block, 0);
            channel.force(true);
        }
        return new Deed.Report.Done();
    }

    private Deed.Report rest(Beat beat, List<Beat> over) throws IOException {
        Deed.Report written = write(beat);
        for (Beat each : over) {
            Files.deleteIfExists(folder.resolve(name(each)));
        }
        return written;
    }

    private static String name(Beat beat) {
        return FileNames.of(BEAT, beat.holder(), beat.file());
    }

    private Deed.Report release(Deed.Release release) throws IOException {
        createIfAbsent(folder.resolve(FileNames.of(BACK, release.unit(), release.epoch(), release.node())), new byte[0]);
        return new Deed.Report.Done();
    }

    private static void createIfAbsent(Path file, byte[] text) throws IOException {
        try {
            create(file, text);
        } catch (FileAlreadyExistsException present) {
            LOG.debug("there already: {}", present.getMessage());
        }
    }

    private static void create(Path file, byte[] text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(text);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private String text(String name) throws IOException {
        return textIfThere(name).orElseThrow(
                () -> new IOException(folder.resolve(name) + " was there and is gone: nothing may be deleted in this folder"));
    }

    private static Set<String> names(Path folder) throws IOException {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        return names;
    }
}
