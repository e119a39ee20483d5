package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus watches a live cluster by the files of the package: its alerts speak when they must, its dashboard shows something. */
@Tag("lab")
class MonitoringTest {
    private static final Path FILES = Path.of("distribution/src/main/package/monitoring");
    private static final Path TESTS = Path.of("distribution/src/test/monitoring/vigil.rules.test.yaml");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final List<String> WATCHED = List.of("VigilPathLost", "VigilNodeDown", "VigilFailover");
    private static final int FEWEST_EXPRESSIONS = 50;
    private static final int FEWEST_PANELS = 30;
    private static final int SHOWN_SECONDS = 90;
    private static final Path PICTURE = Path.of("distribution/target/lab/dashboard.svg");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void promtoolFindsNothingWrongWithTheRules() {
        check("check", "rules", FILES.resolve("vigil.rules.yaml").toString());
        check("check", "config", "--syntax-only", FILES.resolve("prometheus.yaml").toString());
        check("test", "rules", TESTS.toString());
    }

    private static void check(String... words) {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(words));
        Command.Outcome outcome = Command.attempt(command, "");
        assertTrue(outcome.isSuccess(), outcome.text());
    }

    @Test
    void theAlertsSpeakAndEveryExpressionOfTheDashboardHasASeries() {
        LabLock.whileHeld(() -> {
            try (Stage stage = new Stage(LabId.ofThisProcess("m"), LabProducts.VIGIL_DEFAULT.make());
                    ProbeProcess probe = new ProbeProcess(stage.lab())) {
                LabHost active = stage.settle(probe);
                try (PrometheusServer prometheus = new PrometheusServer(stage.lab(), folder, new VigilCommands())) {
                    watch(stage, active, prometheus);
                }
            }
            return true;
        });
    }

    private void watch(Stage stage, LabHost active, PrometheusServer prometheus) {
        check("check", "config", prometheus.configuration().toString());
        soon(prometheus::isReady, "Prometheus is not ready", prometheus);
        soon(() -> prometheus.hasSeries("count(up == 1) == 2"), "the nodes are not scraped", prometheus);
        stage.lab().hosts().forEach(host -> checkFigures(prometheus.scrape(host)));
        WATCHED.forEach(alert -> assertFalse(prometheus.isFiring(alert), alert));

        stage.lab().cables().dropAll(List.of(active.port(Lan.LAN2)));
        soon(() -> prometheus.isFiring("VigilPathLost"), "no alert for a lost path", prometheus);
        assertFalse(prometheus.isFiring("VigilNodeDown"));
        stage.lab().cables().heal();
        soon(() -> !prometheus.isFiring("VigilPathLost"), "the alert does not end with its cause", prometheus);

        stage.powerOff(active);
        soon(() -> prometheus.isFiring("VigilFailover"), "no alert for a failover", prometheus);
        soon(() -> prometheus.isFiring("VigilNodeDown"), "no alert for a node that is down", prometheus);
        assertFalse(prometheus.isFiring("VigilPathLost"), "the paths to a dead node are no news");

        assertEquals(List.of(), expressions().stream().filter(expression -> !prometheus.hasSeries(expression)).toList(),
                "expressions of the dashboard without a series");
        picture(prometheus);
        System.out.println("{\"row\": \"monitoring\", \"expressions\": " + expressions().size() + ", \"failoverSeconds\": "
                + prometheus.query("vigil_failover_phase_seconds_sum") + "}");
    }

    private static void soon(BooleanSupplier claim, String complaint, PrometheusServer prometheus) {
        assertTrue(Pause.until(SOON, claim), () -> complaint + "\n" + prometheus.diagnosis() + prometheus.query("ALERTS"));
    }

    private static void checkFigures(String figures) {
        Command.Outcome outcome = Command.attempt(List.of("promtool", "check", "metrics"), figures);
        assertEquals("", outcome.text());
        assertTrue(outcome.isSuccess());
    }

    private static String filledIn(String expression) {
        return expression.replace("$__rate_interval", "30s").replace("$cluster", ".*").replace("$instance", ".*");
    }

    /** For people: what the dashboard shows of this test. */
    private static void picture(PrometheusServer prometheus) {
        DashboardPicture picture = new DashboardPicture((expression, isInstant) -> isInstant
                ? prometheus.query(filledIn(expression))
                : prometheus.queryRange(filledIn(expression), SHOWN_SECONDS));
        try {
            Files.writeString(PICTURE, picture.draw(Files.readString(FILES.resolve("vigil-dashboard.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertTrue(picture.drawn() > FEWEST_PANELS, picture.drawn() + " panels show something");
    }

    private static List<String> expressions() {
        try {
            List<String> expressions = EXPRESSION.matcher(Files.readString(FILES.resolve("vigil-dashboard.json"))).results()
                    .map(found -> filledIn(found.group(1).replace("\\\"", "\""))).toList();
            assertTrue(expressions.size() >= FEWEST_EXPRESSIONS, expressions.toString());
            return expressions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
