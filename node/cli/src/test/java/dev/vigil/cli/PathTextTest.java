package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

final class PathTextTest {
    private static final String STATUS = """
            {"cluster": "shop", "node": "alpha", "profile": "default", "interval_ms": 25, "detection_ms": 500,
              "shortest_detection_ms": 300, "longest_detection_ms": 2000, "own_stall_ms": 4.2, "quorum": "off", "warnings": [],
              "systems": [
                {"node": "alpha", "health": "ALIVE", "incarnation": "3", "admin_address": "10.0.0.1:7742"},
                {"node": "bravo", "health": "ALIVE", "incarnation": "1", "admin_address": "10.0.0.2:7742",
                  "detection": {"in_force_ms": 2000, "held_after_ms": 875, "because": "LONGEST", "needed_ms": 2300, "bound_missed": true,
                    "longest_silence_ms": 725, "stall_ms": 31, "half_false_every_s": 5400, "returns": "0"}}],
              "paths": [
                {"path": "lan1", "first": "alpha", "first_address": "10.0.0.1:7741", "second": "bravo",
                  "second_address": "10.0.0.2:7741", "health": "ALIVE", "round_trip_ms": 0.31, "jitter_ms": 0.04, "loss_percent": 12.5,
                  "loss_out_percent": 30.0, "longest_silence_ms": 800},
                {"path": "lan2", "first": "alpha", "first_address": "10.0.1.1:7741", "second": "bravo",
                  "second_address": "10.0.1.2:7741", "health": "SILENT", "round_trip_ms": 0.0, "loss_percent": 0.0}]}
            """;

    private static List<String> list(String answer) {
        return Session.recorded(new RecordedAdministration(answer), "path", "list").out();
    }

    @Test
    void whatIsMeasuredAndWhatFollows() {
        assertEquals("""
                PATH  FROM                 TO                   HEALTH  ROUND TRIP  JITTER   LOSS IN  LOSS OUT  LONGEST SILENCE
                lan1  alpha 10.0.0.1:7741  bravo 10.0.0.2:7741  alive   0.31 ms     0.04 ms  12.5 %   30.0 %    800 ms
                lan2  alpha 10.0.1.1:7741  bravo 10.0.1.2:7741  silent  -           -        0.0 %    -         -

                PEER   DEAD AFTER  HELD AFTER  BECAUSE OF              NEEDED   LONGEST SILENCE  STALL  FALSE AT HALF
                bravo  2000 ms     875 ms      longest of the profile  2300 ms  725 ms           31 ms  every 2 h
                bravo: detection cannot meet the bound: 2300 ms are needed for fewer than one false verdict in ten years
                as alpha sees it; its own heartbeats were late by 4.20 ms at worst lately
                """.lines().toList(), list(STATUS));
    }

    @Test
    void everyReasonHasItsWords() {
        for (String reason : List.of("FIXED", "USUAL", "SHORTEST", "NETWORK", "HEADROOM", "STALLS", "LONGEST")) {
            String row = list(STATUS.replace("\"because\": \"LONGEST\"", "\"because\": \"" + reason + "\"")).get(5);
            assertTrue(!row.contains(reason), row);
        }
    }

    @Test
    void theCostInWordsThatSuitIt() {
        String cost = list(STATUS.replace("\"half_false_every_s\": 5400", "\"half_false_every_s\": 0")).get(5);
        assertTrue(cost.endsWith(" -"), cost);
        assertTrue(list(STATUS.replace("5400", "40")).get(5).endsWith("every 1 min"));
        assertTrue(list(STATUS.replace("5400", "900000")).get(5).endsWith("every 10 days"));
        assertTrue(list(STATUS.replace("5400", "100000000")).get(5).endsWith("every 3 years"));
    }

    @Test
    void statusTellsBetweenWhichTimesItAdapts() {
        List<String> out = Session.recorded(new RecordedAdministration(STATUS), "status").out();
        assertTrue(
                out.stream()
                        .anyMatch(line -> line.contains("silent for 500 ms is dead (300 to 2000 ms, as measured); quorum off")),
                String.join("\n", out));
    }
}
