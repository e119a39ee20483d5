package dev.vigil.lcd.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.h2.H2Mirror;
import dev.vigil.lcd.journal.AppendOutcome;
import dev.vigil.lcd.journal.CheckpointOutcome;
import dev.vigil.lcd.journal.FilePort;
import dev.vigil.lcd.journal.Journal;
import dev.vigil.lcd.journal.JournalDamaged;
import dev.vigil.lcd.journal.JournalFigures;
import dev.vigil.lcd.journal.JournalOptions;
import dev.vigil.lcd.journal.JournalRecord;
import dev.vigil.lcd.journal.Opened;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.LcdState;

/**
 * The configuration database of one node. Stores are answered in order, when they are durable; reads come from an immutable snapshot.
 * Any thread may read; stores come from one thread, so that entries fit the state they were made for.
 */
public final class LcdStore implements AutoCloseable {
    /** The events that memory keeps, and that survive the loss of H2. */
    public static final int HISTORY_KEPT = 5_000;
    /** A checkpoint is written after so many records. */
    private static final int RECORDS_PER_CHECKPOINT = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(LcdStore.class);

    private final Journal journal;
    private final H2Mirror mirror;
    private final ArrayDeque<HistoryEntry> history = new ArrayDeque<>();
    private long sinceCheckpoint;
    private volatile Applied applied;
    private volatile Optional<String> failure = Optional.empty();
    private volatile Probe probe = Probe.NONE;

    /** Whether, after a failure, it is being tried if storing works again. */
    private enum Probe {
        NONE, WAITING, SUCCEEDED
    }

    /** The state as of a journal index. */
    private record Applied(long index, LcdState state) {}

    private LcdStore(Opened opened, Path h2Folder) throws JournalDamaged {
        this.journal = opened.journal();
        this.applied = new Applied(0, LcdState.EMPTY);
        opened.remarks().forEach(remark -> LOG.warn("journal-mended {}", remark));
        opened.checkpoint().ifPresent(checkpoint -> fold(checkpoint.index(), SnapshotText.decode(checkpoint.snapshot())));
        for (JournalRecord record : opened.records()) {
            fold(record.index(), SnapshotText.decode(record.payload()));
        }
        this.mirror = new H2Mirror(h2Folder, this::snapshotForMirror);
    }

    /**
     * Opens the database in {@code folder}, or makes an empty one where there never was one.
     *
     * @throws NewerDatabase when a newer version has written what this one cannot read
     * @throws JournalDamaged when the journal is damaged beyond a torn end; it is never taken for a new one
     */
    public static LcdStore open(FilePort files, Path folder, JournalOptions.Presence presence)
            throws IOException, JournalDamaged {
        return open(files, folder, JournalOptions.defaults(presence));
    }

    static LcdStore open(FilePort files, Path folder, JournalOptions options) throws IOException, JournalDamaged {
        Opened opened = Journal.open(files, folder.resolve("journal"), options);
        try {
            return new LcdStore(opened, folder.resolve("h2"));
        } catch (IllegalArgumentException e) {
            opened.journal().close();
            throw new NewerDatabase(
                    "the journal in " + folder + " holds an entry that this version cannot read: " + e.getMessage(),
                    e);
        }
    }

    /** What is durable now. */
    public LcdState state() {
        return applied.state();
    }

    /** The newest events that memory keeps, oldest first. */
    public List<HistoryEntry> history() {
        synchronized (history) {
            return List.copyOf(history);
        }
    }

    /** Events older than memory keeps, newest first; empty while H2 is being built again. */
    public CompletableFuture<Optional<List<HistoryEntry>>> historyFromH2(int limit) {
        return mirror.history(limit);
    }

    /**
     * Stores entries as one record: all or none. Never blocks; {@code answer} is called once, on the journal's thread or at once, and
     * must be short. When it says stored, the entries are on disk and in {@link #state}.
     */
    public void store(List<Entry> entries, Consumer<StoreOutcome> answer) {
        journal.append(SnapshotText.encode(entries)).thenAccept(outcome -> answer.accept(settle(entries, outcome)));
    }

    /** Why the last store did not take place; empty when stores work. */
    public Optional<String> failure() {
        return failure;
    }

    /**
     * After a failure: tries an empty record, without waiting for it. True once, when a try has succeeded since the last call; from
     * then on stores work again. A journal that failed for good, rather than for want of room, needs a restart of the node.
     */
    public boolean recover() {
        if (probe == Probe.SUCCEEDED) {
            probe = Probe.NONE;
            failure = Optional.empty();
            return true;
        }
        if (failure.isPresent() && probe == Probe.NONE) {
            probe = Probe.WAITING;
            journal.append(new byte[0]).thenAccept(outcome -> {
                probe = outcome instanceof AppendOutcome.Stored ? Probe.SUCCEEDED : Probe.NONE;
                settle(List.of(), outcome);
            });
        }
        return false;
    }

    public JournalFigures journalFigures() {
        return journal.figures();
    }

    public H2Mirror.Figures mirrorFigures() {
        return mirror.figures();
    }

    /** How many journal records H2 is behind. */
    public long mirrorLag() {
        return Math.max(0, applied.index() - mirror.figures().appliedIndex());
    }

    @Override
    public void close() throws IOException {
        journal.close();
        mirror.close();
    }

    private StoreOutcome settle(List<Entry> entries, AppendOutcome outcome) {
        return switch (outcome) {
            case AppendOutcome.Stored stored -> {
                fold(stored.index(), entries);
                mirror.applied(stored.index(), entries);
                checkpointIfDue();
                yield new StoreOutcome.Stored(stored.index());
            }
            case AppendOutcome.NoRoom noRoom -> refused(
                    "no room on the disk of " + noRoom.file() + ": " + noRoom.neededBytes() + " bytes are needed");
            case AppendOutcome.Unknown unknown -> {
                failure = Optional.of(unknown.file() + ": " + unknown.trouble());
                yield new StoreOutcome.Unknown(unknown.file() + ": " + unknown.trouble());
            }
            case AppendOutcome.Refused refused -> refused(refused.reason());
        };
    }

    private StoreOutcome refused(String reason) {
        failure = Optional.of(reason);
        return new StoreOutcome.Refused(reason);
    }

    private void fold(long index, List<Entry> entries) {
        LcdState state = applied.state();
        for (Entry entry : entries) {
            state = state.apply(entry);
            if (entry instanceof Entry.Noted noted) {
                remember(noted.entry());
            }
        }
        applied = new Applied(index, state);
    }

    private void remember(HistoryEntry entry) {
        synchronized (history) {
            history.addLast(entry);
            if (history.size() > HISTORY_KEPT) {
                history.removeFirst();
            }
        }
    }

    private void checkpointIfDue() {
        sinceCheckpoint++;
        if (sinceCheckpoint < RECORDS_PER_CHECKPOINT) {
            return;
        }
        sinceCheckpoint = 0;
        Applied now = applied;
        journal.checkpoint(now.index(), SnapshotText.encode(now.state(), history())).thenAccept(outcome -> {
            if (!(outcome instanceof CheckpointOutcome.Kept)) {
                LOG.warn("checkpoint-failed {}: the journal grows until one succeeds", outcome);
            }
        });
    }

    /** Applied on the journal's thread, read on the mirror's: index and state are one value, history may be newer, which is harmless. */
    private H2Mirror.Snapshot snapshotForMirror() {
        Applied now = applied;
        return new H2Mirror.Snapshot(now.index(), now.state(), history());
    }
}
