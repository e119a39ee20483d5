package dev.vigil.lcd.h2;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Row;
import dev.vigil.lcd.model.Ticks;

/**
 * One open H2 file with the schema of this version. Used by one thread at a time. Not durable by itself: the journal is, and the
 * index up to which it was applied stands in the same transaction as the rows.
 */
final class H2Database implements AutoCloseable {
    /** Migrations in order; a file of a version that is not listed here is not understood and is built again. */
    private static final List<String> MIGRATIONS = List.of("V1.sql", "V2-repairs.sql", "V3-receivers.sql", "V4-rulings.sql",
            "V5-quorum.sql", "V6-fencing.sql", "V7-storage.sql", "V8-machines.sql", "V9-loss.sql");
    private static final String VERSION = "schema_version";

    private final Connection connection;
    private final RowWriter rows;

    private H2Database(Connection connection) {
        this.connection = connection;
        this.rows = new RowWriter(connection);
    }

    /** Opens or makes the file {@code folder/lcd.mv.db}. Throws when it is damaged or of an unknown version. */
    static H2Database open(Path folder) throws SQLException, IOException {
        Files.createDirectories(folder);
        String url = "jdbc:h2:file:" + folder.resolve("lcd").toAbsolutePath().toString().replace(";", "\\;")
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=4096;TRACE_LEVEL_FILE=0";
        Connection connection = DriverManager.getConnection(url, "vigil", "");
        try {
            connection.setAutoCommit(false);
            H2Database database = new H2Database(connection);
            database.migrate();
            return database;
        } catch (SQLException | IOException e) {
            connection.close();
            throw e;
        }
    }

    /** The journal index that the rows stand for; -1 for a database that was just made. */
    long appliedIndex() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select journal_index from applied")) {
            return result.next() ? result.getLong(1) : -1;
        }
    }

    /** Replaces everything by {@code state} and {@code history}, as of journal index {@code index}; one transaction. */
    void rebuild(long index, LcdState state, List<HistoryEntry> history) throws SQLException {
        inTransaction(index, () -> {
            apply(new Entry.ConfigReplaced(state.config()));
            for (var status : state.statuses().entrySet()) {
                apply(new Entry.StatusReplaced(status.getKey(), status.getValue()));
            }
            for (HistoryEntry entry : history) {
                putHistory(entry);
            }
        });
    }

    /** Applies the entries of the journal record {@code index}; one transaction. */
    void apply(long index, List<Entry> entries) throws SQLException {
        inTransaction(index, () -> {
            for (Entry entry : entries) {
                apply(entry);
            }
        });
    }

    /** The newest {@code limit} events, newest first. */
    List<HistoryEntry> history(int limit) throws SQLException {
        List<HistoryEntry> entries = new ArrayList<>();
        try (var statement = connection.prepareStatement(
                "select node, incarnation, sequence, wall, nanos, facts from history order by wall desc, sequence desc limit ?")) {
            statement.setInt(1, limit);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    entries.add(new HistoryEntry(new NodeId(result.getString(1)), Incarnation.parse(result.getString(2)),
                            result.getLong(3),
                            result.getObject(4, OffsetDateTime.class).toInstant(), new Ticks(result.getLong(5)),
                            Line.parse(result.getString(6))));
                }
            }
        }
        connection.rollback();
        return entries;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void apply(Entry entry) throws SQLException {
        switch (entry) {
            case Entry.ConfigChanged changed -> {
                for (Change change : changed.changes()) {
                    switch (change) {
                        case Change.Put put -> rows.put(put.row());
                        case Change.Remove remove -> rows.removeConfig(remove.key());
                    }
                }
            }
            case Entry.ConfigReplaced replaced -> {
                rows.clearConfig();
                putAll(replaced.config().rows().values());
            }
            case Entry.StatusChanged changed -> {
                for (Change change : changed.changes()) {
                    switch (change) {
                        case Change.Put put -> rows.put(put.row());
                        case Change.Remove remove -> rows.removeStatus(changed.node(), remove.key());
                    }
                }
            }
            case Entry.StatusReplaced replaced -> {
                rows.clearStatus(replaced.node());
                putAll(replaced.status().rows().values());
            }
            case Entry.Noted noted -> putHistory(noted.entry());
        }
    }

    private void putAll(Iterable<? extends Row> all) throws SQLException {
        for (Row row : all) {
            rows.put(row);
        }
    }

    private void putHistory(HistoryEntry entry) throws SQLException {
        rows.execute(
                "merge into history (node, incarnation, sequence, wall, nanos, code, facts) key (node, incarnation, sequence)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                entry.node().value(), entry.incarnation().toString(), entry.sequence(),
                OffsetDateTime.ofInstant(entry.wallTime(), ZoneOffset.UTC), entry.ticks().nanos(), entry.note().verb(),
                entry.note().toString());
    }

    private void inTransaction(long index, SqlWork work) throws SQLException {
        try {
            work.run();
            rows.execute("delete from applied");
            rows.execute("insert into applied (journal_index) values (?)", index);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    private void migrate() throws SQLException, IOException {
        int version = version();
        if (version > MIGRATIONS.size()) {
            throw new SQLException("schema version " + version + " is newer than this program's " + MIGRATIONS.size());
        }
        for (int next = version; next < MIGRATIONS.size(); next++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(script(MIGRATIONS.get(next)));
                statement.execute("drop table if exists " + VERSION);
                statement.execute("create table " + VERSION + " (version int)");
                statement.execute("insert into " + VERSION + " values (" + (next + 1) + ")");
            }
            connection.commit();
        }
    }

    /** Zero for an empty file. A file with tables but without a version was cut off while it was made: it is not understood. */
    private int version() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet tables = statement.executeQuery("select count(*), count(case when lower(table_name) = '" + VERSION
                    + "' then 1 end) from information_schema.tables where table_schema = 'PUBLIC'")) {
                tables.next();
                if (tables.getInt(1) == 0) {
                    return 0;
                }
                if (tables.getInt(2) == 0) {
                    throw new SQLException("tables without a schema version");
                }
            }
            try (ResultSet result = statement.executeQuery("select version from " + VERSION)) {
                if (!result.next()) {
                    throw new SQLException("no schema version");
                }
                return result.getInt(1);
            }
        }
    }

    private static String script(String name) throws IOException {
        try (InputStream in = H2Database.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("migration " + name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A piece of one transaction. */
    private interface SqlWork {
        void run() throws SQLException;
    }
}
