package dev.vigil.server.fencing;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.comm.trust.ClusterSecrets;
import dev.vigil.lcd.model.FenceName;
import dev.vigil.lcd.model.FenceRow;

/** The secrets of fence devices between their rows, where they are sealed, and their agents. Any thread. */
final class FenceSecrets {
    private final ClusterSecrets secrets;

    FenceSecrets(ClusterSecrets secrets) {
        this.secrets = secrets;
    }

    SortedMap<String, String> sealed(FenceName name, Map<String, String> plain) {
        SortedMap<String, String> sealed = new TreeMap<>(plain);
        sealed.replaceAll((option, value) -> secrets.seal(value, purpose(name, option)));
        return sealed;
    }

    /** Empty when one of them cannot be opened: it was sealed by another cluster. */
    Optional<SortedMap<String, String>> opened(FenceRow row) {
        SortedMap<String, String> plain = new TreeMap<>();
        for (Map.Entry<String, String> secret : row.secrets().entrySet()) {
            Optional<String> opened = secrets.open(secret.getValue(), purpose(row.name(), secret.getKey()));
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            plain.put(secret.getKey(), opened.get());
        }
        return Optional.of(plain);
    }

    private static String purpose(FenceName name, String option) {
        return "fence " + name + " " + option;
    }
}
