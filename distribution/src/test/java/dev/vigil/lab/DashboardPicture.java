package dev.vigil.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The dashboard with the data of a lab, drawn as SVG: its panels where they are, with their axes, colours and legends, without all that
 * Grafana does beyond. Used once, by one thread.
 */
final class DashboardPicture {
    private static final int COLUMN = 52;
    private static final int LINE = 26;
    private static final int HEAD = 64;
    private static final int COLUMNS = 24;
    private static final Map<String, String> COLOURS = Map.of("green", "#73bf69", "orange", "#ff9830", "red", "#e0464f", "yellow",
            "#fade2a", "light-gray", "#d5d7da", "blue", "#5794f2");

    private final BiFunction<String, Boolean, String> query;
    private final DashboardSvg svg;
    private final List<String> empty = new ArrayList<>();
    private final double begin;
    private final double end;
    private final TreeMap<Double, String> marks = new TreeMap<>();

    /** Asks {@code query} for an expression, at this moment or over the time from {@code begin} to {@code end}, seconds of the epoch. */
    DashboardPicture(BiFunction<String, Boolean, String> query, double begin, double end) {
        this.query = query;
        this.begin = begin;
        this.end = end;
        svg = new DashboardSvg(begin, end);
    }

    /** What was done to the cluster at that time. */
    void mark(double at, String words) {
        marks.put(at, words);
    }

    /** Panels with nothing to show. */
    List<String> empty() {
        return empty;
    }

    String draw(Object dashboard) {
        head(dashboard);
        int height = 0;
        for (Object panel : LabJson.list(dashboard, "panels")) {
            height = Math.max(height, HEAD + (number(panel, "y") + number(panel, "h")) * LINE);
            panel(panel);
        }
        return svg.page(COLUMNS * COLUMN, height);
    }

    /** Title, and what the vertical lines are: what was done, dashed grey, and the dashboard's own annotations, red. */
    private void head(Object dashboard) {
        svg.text(8, 22, 16, "#111111", LabJson.find(dashboard, "title") + ": " + Math.round(end - begin)
                + " seconds of two nodes in the lab, one scrape a second");
        int left = 8;
        int number = 0;
        for (Map.Entry<Double, String> mark : marks.entrySet()) {
            String sign = Character.toString('a' + number++);
            svg.mark(mark.getKey(), sign, "#666666");
            left += svg.text(left, 40, 11, "#444444", sign + "  " + DashboardSvg.time(mark.getKey() - begin) + "  "
                    + mark.getValue()) + 24;
        }
        left = 8;
        for (Object annotation : LabJson.list(dashboard, "annotations", "list")) {
            for (DashboardCurve curve : DashboardCurve.of(query.apply(LabJson.find(annotation, "expr").toString(), false),
                    LabJson.find(annotation, "titleFormat").toString())) {
                double at = curve.points().firstKey();
                svg.mark(at, "", "#e0464f");
                left += svg.text(left, 56, 11, "#e0464f", DashboardSvg.time(at - begin) + "  " + curve.name()) + 24;
            }
        }
    }

    private static int number(Object panel, String name) {
        return LabJson.find(panel, "gridPos", name) instanceof Double value ? value.intValue() : 0;
    }

    private void panel(Object panel) {
        DashboardSvg.Box box = new DashboardSvg.Box(number(panel, "x") * COLUMN, HEAD + number(panel, "y") * LINE,
                number(panel, "w") * COLUMN - 6, number(panel, "h") * LINE - 6);
        String kind = LabJson.find(panel, "type").toString();
        String title = LabJson.find(panel, "title").toString();
        if (kind.equals("row")) {
            svg.text(box.left() + 4, box.top() + 15, 14, "#111111", title);
            return;
        }
        svg.frame(box, title);
        List<DashboardCurve> curves = curves(panel);
        if (curves.isEmpty()) {
            empty.add(title);
            svg.text(box.left() + 8, box.top() + 40, 11, "#888888", "nothing to show");
        }
        DashboardUnit unit = DashboardUnit.named(LabJson.find(panel, "fieldConfig", "defaults", "unit").toString()).orElseThrow();
        switch (kind) {
            case "timeseries" -> svg.chart(box, curves, unit);
            case "state-timeline" -> svg.states(box, curves, mappings(panel));
            case "stat" -> svg.figure(box, curves, unit, value -> colour(panel, value));
            case "bargauge" -> svg.bars(box, curves, unit, value -> colour(panel, value));
            case "table" -> svg.lines(box, curves);
            default -> throw new LabFailure("a panel of an unknown kind: " + kind);
        }
    }

    private List<DashboardCurve> curves(Object panel) {
        List<DashboardCurve> curves = new ArrayList<>();
        for (Object target : LabJson.list(panel, "targets")) {
            boolean isInstant = LabJson.find(target, "instant").equals(true);
            curves.addAll(DashboardCurve.of(query.apply(LabJson.find(target, "expr").toString(), isInstant),
                    LabJson.find(target, "legendFormat").toString()));
        }
        return curves;
    }

    private static Map<Double, DashboardSvg.State> mappings(Object panel) {
        Map<Double, DashboardSvg.State> states = new TreeMap<>();
        for (Object mapping : LabJson.list(panel, "fieldConfig", "defaults", "mappings")) {
            if (LabJson.find(mapping, "options") instanceof Map<?, ?> options) {
                options.forEach((value, option) -> states.put(Double.valueOf(value.toString()), new DashboardSvg.State(
                        LabJson.find(option, "text").toString(), named(LabJson.find(option, "color").toString()))));
            }
        }
        return states;
    }

    private static String colour(Object panel, double value) {
        String colour = "green";
        for (Object step : LabJson.list(panel, "fieldConfig", "defaults", "thresholds", "steps")) {
            if (!(LabJson.find(step, "value") instanceof Double least) || value >= least) {
                colour = LabJson.find(step, "color").toString();
            }
        }
        return named(colour);
    }

    private static String named(String colour) {
        String known = COLOURS.get(colour.toLowerCase(Locale.ROOT));
        if (known == null) {
            throw new LabFailure("a colour that this picture does not know: " + colour);
        }
        return known;
    }
}
