package dev.vigil.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The dashboard with the data of a lab, drawn as SVG: its panels where they are, lines and single figures, without all that Grafana
 * does beyond. It shows that there is something to see.
 */
final class DashboardPicture {
    private static final int COLUMN = 70;
    private static final int LINE = 26;
    private static final int EDGE = 46;
    private static final int MOST_LEGENDS = 6;
    private static final String[] COLOURS = {"#3366cc", "#dc3912", "#ff9900", "#109618", "#990099", "#0099c6", "#dd4477",
            "#66aa00"};

    private final StringBuilder svg = new StringBuilder();
    private final BiFunction<String, Boolean, String> query;
    private int drawn;

    /** One line: what it is called, and its value at each time. */
    private record Curve(String name, TreeMap<Double, Double> points) {}

    /** Asks {@code query} for an expression, at this moment or over the time of the lab. */
    DashboardPicture(BiFunction<String, Boolean, String> query) {
        this.query = query;
    }

    /** How many panels had something to show. */
    int drawn() {
        return drawn;
    }

    String draw(String dashboard) {
        int height = 0;
        for (Object panel : LabJson.list(LabJson.parse(dashboard), "panels")) {
            height = Math.max(height, (number(panel, "y") + number(panel, "h")) * LINE);
            panel(panel);
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + 24 * COLUMN + "\" height=\"" + height
                + "\" font-family=\"sans-serif\" font-size=\"11\"><rect width=\"100%\" height=\"100%\" fill=\"#f4f5f5\"/>\n" + svg
                + "</svg>\n";
    }

    private static int number(Object panel, String name) {
        return LabJson.find(panel, "gridPos", name) instanceof Double value ? value.intValue() : 0;
    }

    private void panel(Object panel) {
        int left = number(panel, "x") * COLUMN;
        int top = number(panel, "y") * LINE;
        int width = number(panel, "w") * COLUMN - 6;
        int height = number(panel, "h") * LINE - 6;
        String kind = LabJson.find(panel, "type").toString();
        if (kind.equals("row")) {
            text(left + 6, top + 18, 14, "#111111", LabJson.find(panel, "title").toString());
            return;
        }
        svg.append(String.format(Locale.ROOT, "<g><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"white\""
                + " stroke=\"#cccccc\"/>%n", left, top, width, height));
        text(left + 6, top + 15, 12, "#111111", LabJson.find(panel, "title").toString());
        List<Curve> curves = curves(panel, !kind.equals("timeseries"));
        if (!curves.isEmpty()) {
            drawn++;
        }
        if (kind.equals("timeseries")) {
            chart(curves, left, top, width, height);
        } else {
            figures(curves, left, top, kind.equals("stat") ? 26 : 12);
        }
        svg.append("</g>\n");
    }

    private List<Curve> curves(Object panel, boolean isInstant) {
        List<Curve> curves = new ArrayList<>();
        for (Object target : LabJson.list(panel, "targets")) {
            String answer = query.apply(LabJson.find(target, "expr").toString(), isInstant);
            for (Object series : LabJson.list(LabJson.parse(answer), "data", "result")) {
                String name = LabJson.find(target, "legendFormat").toString();
                if (LabJson.find(series, "metric") instanceof Map<?, ?> labels) {
                    for (Map.Entry<?, ?> label : labels.entrySet()) {
                        name = name.replace("{{" + label.getKey() + "}}", label.getValue().toString());
                    }
                }
                TreeMap<Double, Double> points = new TreeMap<>();
                List<?> values = isInstant ? List.of(LabJson.list(series, "value")) : LabJson.list(series, "values");
                values.forEach(pair -> put(points, (List<?>) pair));
                curves.add(new Curve(name, points));
            }
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

    private void figures(List<Curve> curves, int left, int top, int size) {
        int line = top + 22 + size;
        for (Curve curve : curves) {
            String value = curve.points().isEmpty() ? "-" : shown(curve.points().lastEntry().getValue());
            text(left + 10, line, size, "#111111", size > 20 ? value + " " + curve.name() : curve.name() + "  " + value);
            line += size + 8;
        }
    }

    private void chart(List<Curve> curves, int left, int top, int width, int height) {
        double low = 0;
        double high = 0;
        double begin = Double.MAX_VALUE;
        double end = 0;
        for (Curve curve : curves) {
            for (Map.Entry<Double, Double> point : curve.points().entrySet()) {
                low = Math.min(low, point.getValue());
                high = Math.max(high, point.getValue());
                begin = Math.min(begin, point.getKey());
                end = Math.max(end, point.getKey());
            }
        }
        high = high == low ? low + 1 : high;
        text(left + 4, top + 32, 10, "#555555", shown(high));
        text(left + 4, top + height - 40, 10, "#555555", shown(low));
        int number = 0;
        for (Curve curve : curves) {
            String colour = COLOURS[number % COLOURS.length];
            StringBuilder way = new StringBuilder();
            for (Map.Entry<Double, Double> point : curve.points().entrySet()) {
                way.append(String.format(Locale.ROOT, "%.1f,%.1f ",
                        left + EDGE + (point.getKey() - begin) / Math.max(1, end - begin) * (width - EDGE - 10),
                        top + height - 44 - (point.getValue() - low) / (high - low) * (height - 72)));
            }
            svg.append("<polyline fill=\"none\" stroke=\"").append(colour).append("\" stroke-width=\"1.5\" points=\"").append(way)
                    .append("\"/>\n");
            if (number < MOST_LEGENDS) {
                text(left + 8 + number % 3 * (width / 3), top + height - 20 + number / 3 * 13, 10, colour, curve.name());
            }
            number++;
        }
    }

    private static String shown(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 1e6 || size > 0 && size < 1e-3 ? "%.2e" : size >= 100 ? "%.0f" : "%.3g", value);
    }

    private void text(int x, int y, int size, String colour, String words) {
        svg.append(
                String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\">%s</text>%n", x, y, size, colour,
                        words.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
