package dev.vigil.lcd.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import dev.vigil.lcd.journal.DiskFiles;
import dev.vigil.lcd.journal.JournalDamaged;
import dev.vigil.lcd.journal.JournalOptions;
import dev.vigil.lcd.journal.JournalOptions.Presence;
import dev.vigil.lcd.journal.KilledWriter;

/**
 * Rounds on one database: a process that writes through the whole store is killed at a random moment, the file of H2 suffers something, and what is
 * then opened, in memory and in H2, is compared with what was acknowledged. For one thread.
 */
public final class StoreKills {
    /** Small segments, so that a round meets many of their ends. */
    private static final JournalOptions OPTIONS = new JournalOptions(Presence.MAY_BE_NEW, 64 * 1024, 16 * 1024, 512, 64 * 1024,
            256 * 1024);
    private static final int LONGEST_LIFE_MILLIS = 600;
    private static final Duration MIRROR_LIMIT = Duration.ofMinutes(2);
    private final Path folder;
    private final Random random;
    private final Map<H2Damage, Integer> damages = new EnumMap<>(H2Damage.class);
    private int rounds;
    private long changes;

    public StoreKills(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
    }

    static LcdStore open(Path folder) throws IOException, JournalDamaged {
        return LcdStore.open(new DiskFiles(), folder, OPTIONS);
    }

    /** One round; an AssertionError says what of the acknowledged is lost, or what H2 holds instead. */
    public void round() throws IOException, JournalDamaged, SQLException, InterruptedException {
        rounds++;
        long acknowledged = KilledWriter.run(StoreKillChild.class, Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)),
                List.of(folder.toString(), Integer.toString(rounds)));
        strike();
        long found;
        try (LcdStore store = open(folder)) {
            found = store.state().status(StoreKillChild.NODE).revision().value();
            check(found >= Math.max(acknowledged, changes), "acknowledged " + acknowledged + ", found " + found);
            compareMemory(store, found);
            awaitMirror(store);
        }
        compareH2(found);
        changes = found;
        // The next process meets it with a database that was closed in order, and suffered since.
        strike();
    }

    private void strike() throws IOException {
        H2Damage damage = H2Damage.any(random);
        damage.strike(folder, random);
        damages.merge(damage, 1, Integer::sum);
    }

    private void compareMemory(LcdStore store, long revision) {
        SortedSet<String> flags = new TreeSet<>();
        store.state().status(StoreKillChild.NODE).flags().forEach(row -> flags.add(row.flag().value()));
        check(flags.equals(FlagWrites.after(revision)), "flags " + flags + " at revision " + revision);
        long events = Math.min(LcdStore.HISTORY_KEPT, revision / FlagWrites.WRITES_PER_EVENT);
        check(store.history().size() == events, store.history().size() + " events in place of " + events);
    }

    private void awaitMirror(LcdStore store) throws InterruptedException {
        long end = System.nanoTime() + MIRROR_LIMIT.toNanos();
        while (store.mirrorLag() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        check(store.mirrorLag() == 0, "H2 was not built again within " + MIRROR_LIMIT.toSeconds() + " s");
    }

    private void compareH2(long revision) throws SQLException {
        SortedSet<String> flags = new TreeSet<>();
        long events;
        try (var connection = DriverManager
                .getConnection("jdbc:h2:file:" + folder.toAbsolutePath().resolve("h2/lcd") + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r",
                        "vigil", "");
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("select flag from flag")) {
                while (rows.next()) {
                    flags.add(rows.getString(1));
                }
            }
            try (var rows = statement.executeQuery("select count(*) from history")) {
                rows.next();
                events = rows.getLong(1);
            }
        }
        check(flags.equals(FlagWrites.after(revision)), "H2 holds flags " + flags + " at revision " + revision);
        long least = Math.min(LcdStore.HISTORY_KEPT, revision / FlagWrites.WRITES_PER_EVENT);
        check(events >= least, "H2 holds " + events + " events, memory " + least);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError("round " + rounds + ": " + otherwise + "; the database is in " + folder);
        }
    }

    @Override
    public String toString() {
        return rounds + " kills of a process that writes through the store, " + changes + " changes, H2 " + damages;
    }
}
