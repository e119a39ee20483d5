package dev.vigil.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One line of a panel: what it is called, and its value at each second of the epoch. */
record DashboardCurve(String name, TreeMap<Double, Double> points) {
    /** Prometheus is asked for each second; after a longer silence a line begins anew. */
    private static final double GAP_SECONDS = 2.5;

    /** All curves of one answer of Prometheus, named by the legend. */
    static List<DashboardCurve> of(String answer, String legend) {
        List<DashboardCurve> curves = new ArrayList<>();
        for (Object series : LabJson.list(LabJson.parse(answer), "data", "result")) {
            String name = legend;
            if (LabJson.find(series, "metric") instanceof Map<?, ?> labels) {
                for (Map.Entry<?, ?> label : labels.entrySet()) {
                    name = name.replace("{{" + label.getKey() + "}}", label.getValue().toString());
                }
            }
            TreeMap<Double, Double> points = new TreeMap<>();
            List<?> single = LabJson.list(series, "value");
            if (!single.isEmpty()) {
                put(points, single);
            }
            LabJson.list(series, "values").forEach(pair -> put(points, (List<?>) pair));
            curves.add(new DashboardCurve(name, points));
        }
        return curves;
    }

    private static void put(TreeMap<Double, Double> points, List<?> pair) {
        double value = switch (pair.get(1).toString()) {
            case "NaN", "+Inf", "-Inf" -> Double.NaN;
            case String text -> Double.parseDouble(text);
        };
        if (!Double.isNaN(value)) {
            points.put((Double) pair.get(0), value);
        }
    }

    double largest() {
        return points.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    double last() {
        return points.isEmpty() ? 0 : points.lastEntry().getValue();
    }

    /** The parts without a gap, each without the points that lie between two of the same value. */
    List<TreeMap<Double, Double>> parts() {
        List<TreeMap<Double, Double>> parts = new ArrayList<>();
        TreeMap<Double, Double> part = new TreeMap<>();
        for (Map.Entry<Double, Double> point : points.entrySet()) {
            if (!part.isEmpty() && point.getKey() - part.lastKey() > GAP_SECONDS) {
                parts.add(part);
                part = new TreeMap<>();
            }
            part.put(point.getKey(), point.getValue());
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        parts.replaceAll(DashboardCurve::corners);
        return parts;
    }

    private static TreeMap<Double, Double> corners(TreeMap<Double, Double> part) {
        TreeMap<Double, Double> corners = new TreeMap<>(part);
        corners.entrySet().removeIf(point -> {
            Map.Entry<Double, Double> before = part.lowerEntry(point.getKey());
            Map.Entry<Double, Double> after = part.higherEntry(point.getKey());
            return before != null && after != null && before.getValue().equals(point.getValue())
                    && after.getValue().equals(point.getValue());
        });
        return corners;
    }
}
