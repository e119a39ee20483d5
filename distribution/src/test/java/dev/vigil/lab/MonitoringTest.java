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
import java.util.Locale;
import java.util.TreeMap;
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
    /** Panels that show only what is wrong, and that nothing in this test is wrong with. */
    private static final List<String> QUIET_PANELS = List.of("Datagrams and heartbeats that did not count",
            "Calls of the administration");
    private static final int SHOWN_BEFORE_SECONDS = 3;
    private static final Duration DEAD_FOR = Duration.ofSeconds(10);
    private static final Path PICTURE = Path.of("distribution/target/lab/dashboard.svg");

    @TempDir
    private Path folder = Path.of("");
    private final TreeMap<Double, String> marks = new TreeMap<>();
    private final List<String> seen = new ArrayList<>();
    private double done;

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
        double begin = now() - SHOWN_BEFORE_SECONDS;

        mark("path lan2 cut");
        stage.lab().cables().dropAll(List.of(active.port(Lan.LAN2)));
        speaks("VigilPathLost", prometheus);
        assertFalse(prometheus.isFiring("VigilNodeDown"));
        mark("lan2 mended");
        stage.lab().cables().heal();
        ends("VigilPathLost", prometheus);
        Pause.of(DEAD_FOR);

        mark(active + " loses power");
        stage.powerOff(active);
        speaks("VigilFailover", prometheus);
        speaks("VigilNodeDown", prometheus);
        assertFalse(prometheus.isFiring("VigilPathLost"), "the paths to a dead node are no news");
        Pause.of(DEAD_FOR);
        mark(active + " has power again");
        stage.powerOn(active);
        ends("VigilNodeDown", prometheus);
        ends("VigilFailover", prometheus);
        WATCHED.forEach(alert -> assertFalse(prometheus.isFiring(alert), alert));

        assertEquals(List.of(),
                expressions().stream().filter(expression -> !prometheus.hasSeries(withoutFloor(expression))).toList(),
                "expressions of the dashboard without a series");
        picture(prometheus, begin);
        System.out.println("{\"row\": \"monitoring\", \"expressions\": " + expressions().size() + ", \"alerts\": " + seen
                + ", \"failoverSeconds\": " + prometheus.query("vigil_failover_phase_seconds_sum") + "}");
    }

    private static double now() {
        return System.currentTimeMillis() / 1000.0;
    }

    private void mark(String words) {
        done = now();
        marks.put(done, words);
    }

    /** Notes how long after the last mark. */
    private void speaks(String alert, PrometheusServer prometheus) {
        soon(() -> prometheus.isFiring(alert), alert + " does not speak", prometheus);
        note(alert + " fires");
    }

    private void ends(String alert, PrometheusServer prometheus) {
        soon(() -> !prometheus.isFiring(alert), alert + " does not end with its cause", prometheus);
        note(alert + " ends");
    }

    private void note(String what) {
        seen.add(String.format(Locale.ROOT, "{\"%s\": %.1f}", what, now() - done));
    }

    private static void soon(BooleanSupplier claim, String complaint, PrometheusServer prometheus) {
        assertTrue(Pause.until(SOON, claim), () -> complaint + "\n" + prometheus.diagnosis() + prometheus.query("ALERTS"));
    }

    private static void checkFigures(String figures) {
        Command.Outcome outcome = Command.attempt(List.of("promtool", "check", "metrics"), figures);
        assertEquals("", outcome.text());
        assertTrue(outcome.isSuccess());
    }

    /** What is left out of the picture while it is zero must be there all the same. */
    private static String withoutFloor(String expression) {
        return expression.replaceFirst(" > 0$", "");
    }

    private static String filledIn(String expression) {
        return expression.replace("$__rate_interval", "5s").replace("$cluster", ".*").replace("$instance", ".*");
    }

    /** For people: what the dashboard shows of this test. */
    private void picture(PrometheusServer prometheus, double begin) {
        double end = now();
        DashboardPicture picture = new DashboardPicture((expression, isInstant) -> isInstant
                ? prometheus.query(filledIn(expression))
                : prometheus.queryRange(filledIn(expression), (long) begin, (long) end), begin, end);
        marks.forEach(picture::mark);
        try {
            Files.writeString(PICTURE, picture.draw(LabJson.parse(Files.readString(FILES.resolve("vigil-dashboard.json")))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertTrue(QUIET_PANELS.containsAll(picture.empty()), "panels without anything: " + picture.empty());
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
