package dev.vigil.server.notify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.comm.trust.ClusterSecrets;
import dev.vigil.lcd.model.ReceiverName;
import dev.vigil.lcd.model.ReceiverRow;
import dev.vigil.notify.dispatch.ReceiverKinds;
import dev.vigil.notify.dispatch.Wanted;

/** Receivers between their rows, where secrets are sealed, and what is needed to tell them. Any thread. */
final class ReceiverRows {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiverRows.class);

    private final ClusterSecrets secrets;

    ReceiverRows(ClusterSecrets secrets) {
        this.secrets = secrets;
    }

    /** The row; its values were checked before. */
    ReceiverRow sealed(ReceiverName name, String kind, Map<String, String> properties, Map<String, String> plain) {
        SortedMap<String, String> sealed = new TreeMap<>(plain);
        sealed.replaceAll((secret, value) -> secrets.seal(value, purpose(name, secret)));
        return new ReceiverRow(name, kind, new TreeMap<>(properties), sealed);
    }

    /** Those that this version can tell; what is wrong with another is said in the log. */
    List<Wanted> wanted(Collection<ReceiverRow> rows) {
        List<Wanted> all = new ArrayList<>();
        rows.forEach(row -> wanted(row).ifPresent(all::add));
        return all;
    }

    Optional<Wanted> wanted(ReceiverRow row) {
        SortedMap<String, String> plain = new TreeMap<>();
        for (Map.Entry<String, String> secret : row.secrets().entrySet()) {
            Optional<String> opened = secrets.open(secret.getValue(), purpose(row.name(), secret.getKey()));
            if (opened.isEmpty()) {
                LOG.warn("receiver-unusable name={} reason=\"the secret {} cannot be opened\"", row.name(), secret.getKey());
                return Optional.empty();
            }
            plain.put(secret.getKey(), opened.get());
        }
        return switch (ReceiverKinds.check(row.kind(), row.properties(), plain)) {
            case ReceiverKinds.Checked.Right right ->
                Optional.of(new Wanted(row, right.kind(), right.settings(), right.selection()));
            case ReceiverKinds.Checked.Wrong wrong -> {
                LOG.warn("receiver-unusable name={} reason=\"{}\"", row.name(), String.join("; ", wrong.sentences()));
                yield Optional.empty();
            }
        };
    }

    private static String purpose(ReceiverName name, String secret) {
        return "receiver " + name + " " + secret;
    }
}
