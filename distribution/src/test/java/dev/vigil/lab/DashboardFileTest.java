package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The file of the dashboard is what Grafana takes: its own names for units, a place of its own for each panel, one data source to choose. */
class DashboardFileTest {
    private static final Path FILE = Path.of("src/main/package/monitoring/vigil-dashboard.json");
    /** The form that Grafana 11 writes; later ones bring it into theirs by themselves. */
    private static final double SCHEMA = 39;
    private static final int COLUMNS = 24;
    private Object dashboard = Set.of();

    @BeforeEach
    void read() throws IOException {
        dashboard = LabJson.parse(Files.readString(FILE));
    }

    private List<?> panels() {
        return LabJson.list(dashboard, "panels");
    }

    private static String text(Object from, String... names) {
        return LabJson.find(from, names).toString();
    }

    private static int number(Object panel, String... names) {
        return ((Double) LabJson.find(panel, names)).intValue();
    }

    @Test
    void itHasTheFormOfGrafana() {
        assertEquals(SCHEMA, LabJson.find(dashboard, "schemaVersion"));
        List<String> variables = LabJson.list(dashboard, "templating", "list").stream().map(one -> text(one, "name")).toList();
        assertEquals(List.of("datasource", "cluster", "instance"), variables);
        assertEquals("prometheus", text(LabJson.list(dashboard, "templating", "list").getFirst(), "query"));
        assertFalse(text(dashboard, "uid").isEmpty());
        Set<Object> ids = new HashSet<>();
        panels().forEach(panel -> assertTrue(ids.add(LabJson.find(panel, "id")), "twice: panel " + text(panel, "id")));
    }

    @Test
    void noPanelLiesOnAnother() {
        Set<String> cells = new HashSet<>();
        int rows = 0;
        for (Object panel : panels()) {
            int left = number(panel, "gridPos", "x");
            int top = number(panel, "gridPos", "y");
            assertTrue(left >= 0 && left + number(panel, "gridPos", "w") <= COLUMNS, text(panel, "title"));
            for (int x = left; x < left + number(panel, "gridPos", "w"); x++) {
                for (int y = top; y < top + number(panel, "gridPos", "h"); y++) {
                    assertTrue(cells.add(x + " " + y), "something lies below " + text(panel, "title"));
                    rows = Math.max(rows, y + 1);
                }
            }
        }
        assertEquals(COLUMNS * rows, cells.size(), "there are holes between the panels");
    }

    @Test
    void eachPanelSaysWhatItShowsAndInWhichUnit() {
        for (Object panel : panels()) {
            String title = text(panel, "title");
            assertFalse(title.isEmpty());
            if (!text(panel, "type").equals("row")) {
                assertEquals("${datasource}", text(panel, "datasource", "uid"), title);
                assertTrue(DashboardUnit.named(text(panel, "fieldConfig", "defaults", "unit")).isPresent(), title);
                assertFalse(LabJson.list(panel, "targets").isEmpty(), title);
                LabJson.list(panel, "targets").forEach(target -> check(title, target));
            }
        }
    }

    private static void check(String title, Object target) {
        assertFalse(text(target, "legendFormat").isEmpty(), title);
        assertEquals("${datasource}", text(target, "datasource", "uid"), title);
        assertTrue(text(target, "expr").contains("cluster=~\"$cluster\""), title + " does not keep to the chosen cluster");
    }
}
