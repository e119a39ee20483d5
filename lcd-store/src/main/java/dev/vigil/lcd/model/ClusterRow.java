package dev.vigil.lcd.model;

import java.time.Duration;

/** What holds for the whole cluster. There is exactly one. */
public record ClusterRow(String name, Timing timing) implements ConfigRow {
    static final String KIND = "cluster";

    public ClusterRow {
        Names.check("cluster", name);
    }

    @Override
    public RowKey key() {
        return new RowKey(KIND, "");
    }

    @Override
    public Line toLine() {
        return Line.of(KIND).with("name", name).with("profile", timing.profile())
                .with("interval-ms", timing.interval().toMillis()).with("detection-ms", timing.detection().toMillis());
    }

    static ClusterRow parse(Line line) {
        return new ClusterRow(line.get("name"), new Timing(line.get("profile"),
                Duration.ofMillis(Long.parseLong(line.get("interval-ms"))),
                Duration.ofMillis(Long.parseLong(line.get("detection-ms")))));
    }
}
