package dev.vigil.lab;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What one node costs in clusters of more and more nodes, and how long the address is away when its node loses its power. */
final class GrowingCluster {
    private static final Duration OFF = Duration.ofSeconds(3);

    private GrowingCluster() {}

    /** Prints the cost of each host, then a row for the cluster. */
    static void measure(List<Integer> sizes, Duration window, PrintWriter out) {
        if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 2 || size > VigilProduct.MOST_NODES)) {
            throw new IllegalArgumentException("\"lab grow\" takes numbers of nodes from 2 to " + VigilProduct.MOST_NODES);
        }
        for (int size : sizes) {
            LabLock.whileHeld(() -> {
                try (Stage stage = new Stage(LabId.ofThisProcess("g"), new VigilProduct(size))) {
                    new IdleCost(stage).measure(window).forEach(out::println);
                    out.println(powerOff(stage, size));
                }
                return true;
            });
        }
    }

    private static String powerOff(Stage stage, int size) {
        try (ProbeProcess probe = new ProbeProcess(stage.lab())) {
            LabHost owner = stage.settle(probe);
            double detection = stage.product().figures(stage.lab()).entrySet().stream()
                    .filter(figure -> figure.getKey().startsWith(VigilProduct.DETECTION_FIGURE))
                    .mapToDouble(figure -> Double.parseDouble(figure.getValue())).max().orElse(0);
            long begun = System.nanoTime();
            stage.powerOff(owner);
            Pause.of(OFF);
            stage.powerOn(owner);
            stage.settle(probe);
            long ended = System.nanoTime();
            return String.format(Locale.ROOT,
                    "{\"row\": \"growth\", \"nodes\": %d, \"longestDetectionMs\": %.0f, \"blackoutMs\": %.1f, \"moves\": %d, \"twoHoldersMs\": %.1f}",
                    size, detection,
                    probe.finish().longestGapNanos(begun, ended) / 1e6, stage.history().moves(begun, ended),
                    stage.history().dualActiveNanos(begun, ended) / 1e6);
        }
    }
}
