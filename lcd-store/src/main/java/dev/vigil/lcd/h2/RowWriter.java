package dev.vigil.lcd.h2;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.vigil.lcd.model.FenceRow;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ReceiverRow;
import dev.vigil.lcd.model.Row;
import dev.vigil.lcd.model.RowKey;

/**
 * Writes rows into their tables: one table for each kind, one column for each name of the row's text. Properties stand in a table of their
 * own, sealed secrets in none.
 */
final class RowWriter {
    private static final String INSTANCE = "instance";
    private static final String RECEIVER = "receiver";
    private static final String FENCE = "fence";
    private static final List<String> WITH_PROPERTIES = List.of(INSTANCE, RECEIVER, FENCE);
    private static final List<String> CONFIG = List.of("cluster", "system", "path", "type", "resource", INSTANCE, "dependency",
            RECEIVER, "quorum", FENCE, "fencing");
    private static final List<String> STATUS = List.of("state", "ownership", "flag", "repairs", "ruling", "certificate");

    private final Connection connection;

    RowWriter(Connection connection) {
        this.connection = connection;
    }

    void put(Row row) throws SQLException {
        Line line = row.toLine();
        Map<String, String> columns = line.fields().entrySet().stream().filter(field -> field.getKey().indexOf('.') < 0)
                .collect(Collectors.toMap(field -> field.getKey().replace('-', '_'), Map.Entry::getValue));
        columns.put("row_key", row.key().name());
        if (CONFIG.contains(line.verb())) {
            removeConfig(row.key()); // or a column that the row has no more would keep what it held
        }
        List<String> names = new ArrayList<>(columns.keySet());
        String key = STATUS.contains(line.verb()) ? "(node, row_key)" : "(row_key)";
        execute("merge into " + line.verb() + " (" + names.stream().map(RowWriter::quoted).collect(Collectors.joining(", "))
                + ") key " + key + " values ("
                + names.stream().map(name -> "?").collect(Collectors.joining(", ")) + ")",
                names.stream().map(columns::get).toArray());
        if (row instanceof InstanceRow instance) {
            putProperties(keyOfProperties(instance.key()), instance.properties());
        } else if (row instanceof ReceiverRow receiver) {
            putProperties(keyOfProperties(receiver.key()), receiver.properties());
        } else if (row instanceof FenceRow fence) {
            putProperties(keyOfProperties(fence.key()), fence.options());
        }
    }

    void removeConfig(RowKey key) throws SQLException {
        execute("delete from " + known(CONFIG, key) + " where row_key = ?", key.name());
        if (WITH_PROPERTIES.contains(key.kind())) {
            execute("delete from property where row_key = ?", keyOfProperties(key));
        }
    }

    void removeStatus(NodeId node, RowKey key) throws SQLException {
        execute("delete from " + known(STATUS, key) + " where node = ? and row_key = ?", node.value(), key.name());
    }

    void clearConfig() throws SQLException {
        for (String table : Stream.concat(CONFIG.stream(), Stream.of("property")).toList()) {
            execute("delete from " + table);
        }
    }

    void clearStatus(NodeId node) throws SQLException {
        for (String table : STATUS) {
            execute("delete from " + table + " where node = ?", node.value());
        }
    }

    void execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    /** They share the table: the key of an instance has two words, and no node has such a name as the first of the others. */
    private static String keyOfProperties(RowKey key) {
        return key.kind().equals(INSTANCE) ? key.name() : "*" + key.kind() + " " + key.name();
    }

    private void putProperties(String key, Map<String, String> properties) throws SQLException {
        execute("delete from property where row_key = ?", key);
        for (Map.Entry<String, String> property : properties.entrySet()) {
            execute("insert into property (row_key, name, val) values (?, ?, ?)", key, property.getKey(), property.getValue());
        }
    }

    /** Some names, such as {@code second}, are words of SQL. */
    private static String quoted(String name) {
        return '"' + name.toUpperCase(Locale.ROOT) + '"';
    }

    private static String known(List<String> tables, RowKey key) {
        if (!tables.contains(key.kind())) {
            throw new IllegalArgumentException("\"" + key.kind() + "\" is not a kind of row that can be removed here");
        }
        return key.kind();
    }
}
