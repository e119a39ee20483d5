package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

final class StatusTextTest {
    private static final String STATUS = RecordedAdministration.recorded("status.json");

    private static Session status(String answer, String... arguments) {
        return Session.recorded(new RecordedAdministration(answer), arguments);
    }

    @Test
    void theWholeClusterAtAGlance() {
        assertEquals("""
                shop: all well
                would fail over now: web to bravo
                as alpha sees it; timing default, a heartbeat every 50 ms, silent for 500 ms is dead; quorum off

                SYSTEM  HEALTH  INCARNATION  LONGEST SILENCE  ADMINISTRATION  VERSION  PROTOCOL
                alpha   alive   3            -                10.0.0.1:7742   0.1.0    1.0
                bravo   alive   1            62 ms            10.0.0.2:7742   0.2.0    1.1

                PATH  FROM                 TO                   HEALTH  ROUND TRIP  LOSS
                lan1  alpha 10.0.0.1:7741  bravo 10.0.0.2:7741  alive   0.31 ms     0.0 %
                lan2  alpha 10.0.1.1:7741  bravo 10.0.1.2:7741  alive   -           12.5 %

                HIERARCHY  TYPE     ID           alpha  bravo
                web        generic  web          ISP 1  OSU 10 (restore, 2.1 s)
                  address  ip       10.77.1.100  ISP 1  OSU 10
                spool      generic  spool        -      OSU 1
                """.lines().toList(), status(STATUS, "status").out());
    }

    @Test
    void aWarningOfTheServerIsTheFirstLine() {
        Session session = status(STATUS.replace("\"warnings\": []", "\"warnings\": [\"bravo is dead\", \"no backup for web\"]"),
                "status");
        assertEquals(List.of("shop: bravo is dead", "shop: no backup for web"), session.out().subList(0, 2));
    }

    @Test
    void aHierarchyThatWouldNotFailOverHasALineOfItsOwn() {
        Session session = status(
                STATUS.replace("\"failover_ready\": true, \"failover_to\": \"bravo\", \"failover_obstacles\": []",
                        "\"failover_ready\": false, \"failover_to\": \"\", \"failover_obstacles\": [\"bravo is DEAD\"]"),
                "status");
        assertEquals("would NOT fail over now: web, since bravo is DEAD", session.out().get(1));
    }

    @Test
    void repairsOfLateAreCounted() {
        String repaired = STATUS.replaceFirst("\"state\": \"ISP\"",
                "\"repairs\": \"2 of 3 repairs in 15 min\", \"state\": \"ISP\"");
        List<String> out = status(repaired, "status").out();
        assertEquals("  address on alpha: 2 of 3 repairs in 15 min", out.getLast());
    }

    @Test
    void troubleInTheTablesIsSaidFirstToo() {
        String troubled = STATUS.replaceFirst("\"health\": \"ALIVE\", \"incarnation\": \"1\"",
                "\"health\": \"DEAD\", \"incarnation\": \"1\"")
                .replaceFirst("\"health\": \"ALIVE\", \"round_trip_ms\": 0.31", "\"health\": \"SILENT\", \"round_trip_ms\": 0.31")
                .replaceFirst("\"state\": \"ISP\", \"reason\": \"\"",
                        "\"state\": \"OSF\", \"reason\": \"quickCheck exited with 1\"");
        List<String> out = status(troubled, "status").out();
        assertEquals(List.of("shop: bravo is dead", "shop: path lan1 is silent", "shop: address is OSF on alpha"),
                out.subList(0, 3));
        assertEquals("  address on alpha: quickCheck exited with 1", out.getLast());
    }

    @Test
    void fitsANarrowTerminal() {
        Session session = Session.of(Map.of("COLUMNS", "70"), Path.of("none"),
                places -> new RecordedAdministration(STATUS), "status");
        List<String> tables = session.out().subList(3, session.out().size());
        assertTrue(tables.stream().allMatch(line -> line.length() <= 70), String.join("\n", tables));
        assertTrue(tables.stream().anyMatch(line -> line.contains("..")));
    }

    @Test
    void anEmptyClusterSaysSo() {
        assertTrue(status("{\"cluster\":\"shop\",\"node\":\"alpha\"}", "status").out().contains("no resources"));
    }

    @Test
    void pathsAlone() {
        assertEquals(3, status(STATUS, "path", "list").out().size());
    }

    @Test
    void theShortTableOfTheDatabase() {
        assertEquals("""
                BACKUP  TAG        ID           STATE  PRIO  PRIMARY
                alpha   web        web          ISP    1     alpha
                alpha     address  10.77.1.100  ISP    1     alpha
                bravo   web        web          OSU    10    alpha
                bravo     address  10.77.1.100  OSU    10    alpha

                MACHINE  NETWORK  ADDRESSES/DEVICE             STATE
                bravo    lan1     10.0.0.1:7741/10.0.0.2:7741  alive
                bravo    lan2     10.0.1.1:7741/10.0.1.2:7741  alive
                """.lines().toList(), status(STATUS, "lcdstatus", "-e", "address").out());
    }

    @Test
    void theHistoryEndsWithTheNewest() {
        Session session = status("""
                {"events": [
                  {"node": "bravo", "wall_time": "2026-11-22T10:00:01.250Z", "sentence": "bravo takes web"},
                  {"node": "bravo", "wall_time": "no time", "sentence": "alpha is dead"}]}""", "history");
        assertEquals(List.of("no time  bravo  alpha is dead", "2026-11-22 10:00:01.250  bravo  bravo takes web"), session.out());
    }
}
