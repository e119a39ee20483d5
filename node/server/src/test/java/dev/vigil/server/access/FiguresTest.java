package dev.vigil.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The figures of a live node, as a scrape reads them: each has its word of help and a name after the conventions of Prometheus. */
@Timeout(60)
class FiguresTest {
    private static final List<String> EXPECTED = List.of("vigil_build_info{protocol=\"1.0\",runtime=\"" + Runtime.version(),
            "vigil_node_info{cluster_name=\"roles\",node=\"alpha\"} 1", "vigil_detection_time_seconds 0.5",
            "vigil_heartbeat_interval_seconds 0.025", "vigil_config_number ", "vigil_controller_waiting_events ",
            "vigil_controller_impaired 0.0", "vigil_controller_turn_age_seconds ", "vigil_kit_barred_resources 0.0",
            "vigil_certificate_expiry_timestamp_seconds{certificate=\"node\"} ",
            "vigil_journal_force_seconds_bucket{le=\"0.001\"} ",
            "vigil_journal_force_seconds_sum ", "vigil_journal_records_total ", "vigil_storage_failed 0.0",
            "vigil_h2_lag_records ", "vigil_quorum_voters 0.0", "vigil_quorum_leases_held 0.0",
            "vigil_quorum_leases_sought 0.0", "vigil_quorum_silent 0.0",
            "vigil_heartbeat_loop_turns_total ", "vigil_datagrams_dropped_total{reason=\"WRONG_KEY\"} 0.0",
            "vigil_resources{state=\"ISP\"} 0.0", "vigil_notes_total{code=\"node-started\"} 1.0",
            "vigil_admin_calls_total{call=\"GetStatus\",result=\"OK\"} 1.0", "vigil_audit_lines_total{result=\"lost\"} 0.0",
            "vigil_event_listeners 0.0", "vigil_start_time_seconds ");

    @TempDir
    private Path home = Path.of("");

    @Test
    void namesAndWordsAreAsPrometheusAsks() throws Exception {
        try (LiveNode node = LiveNode.start(home);
                Asking administrator = new Asking(node,
                        Credential.token(node.pki().adminToken().text(), node.pki().authorityCertificate()))) {
            assertEquals(200, administrator.get("/v1/status").statusCode());
            String figures = administrator.get("/metrics").body();
            // What the network measures is there a moment after the start.
            while (!figures.contains("vigil_heartbeat_loop_turns_total ")) {
                figures = administrator.get("/metrics").body();
            }
            String all = figures;
            assertEquals(List.of(), EXPECTED.stream().filter(one -> all.lines().noneMatch(line -> line.startsWith(one))).toList(),
                    all);
            checkNames(all);
        }
    }

    private static void checkNames(String figures) {
        TreeMap<String, String> types = new TreeMap<>();
        TreeSet<String> helped = new TreeSet<>();
        for (String line : figures.lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# TYPE ")) {
                types.put(words[2], words[3]);
            } else if (line.startsWith("# HELP ") && words.length == 4 && !words[3].isBlank()) {
                helped.add(words[2]);
            }
        }
        assertEquals(types.keySet(), helped, "each family has a word of help");
        types.forEach((name, type) -> {
            assertEquals(type.equals("counter"), name.endsWith("_total"), name + " is a " + type);
            assertTrue(name.matches("[a-z0-9_]+") && !name.matches(".*_(ms|millis|milliseconds|percent|kb)(_.*)?"), name);
        });
    }
}
