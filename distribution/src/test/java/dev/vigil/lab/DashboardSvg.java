package dev.vigil.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** The strokes of {@link DashboardPicture}: all panels share one axis of time. */
final class DashboardSvg {
    private static final int EDGE = 56;
    private static final int ROW_EDGE = 150;
    private static final int MOST_LEGENDS = 6;
    private static final int LEGENDS_IN_A_LINE = 3;
    private static final double CHARACTER = 5.6;
    private static final double[] TICKS = {5, 10, 15, 20, 30, 60, 120, 300};
    private static final int MOST_TICKS = 9;
    private static final String[] COLOURS = {"#3366cc", "#dc3912", "#109618", "#ff9900", "#990099", "#0099c6", "#b82e2e",
            "#66aa00"};

    private final StringBuilder svg = new StringBuilder();
    private final double begin;
    private final double end;
    private final List<Mark> marks = new ArrayList<>();

    /** Where a panel is. */
    record Box(int left, int top, int width, int height) {
        int right() {
            return left + width - 10;
        }

        int bottom() {
            return top + height;
        }
    }

    /** What a value stands for. */
    record State(String text, String colour) {}

    private record Mark(double at, String sign, String colour) {}

    DashboardSvg(double begin, double end) {
        this.begin = begin;
        this.end = end;
    }

    String page(int width, int height) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width
                + "\" height=\"" + height
                + "\" font-family=\"sans-serif\"><rect width=\"100%\" height=\"100%\" fill=\"#f4f5f5\"/>\n" + svg + "</svg>\n";
    }

    /** A vertical line in every panel drawn from now on. */
    void mark(double at, String sign, String colour) {
        marks.add(new Mark(at, sign, colour));
    }

    static String time(double seconds) {
        return String.format(Locale.ROOT, "%d:%02d", (int) seconds / 60, (int) seconds % 60);
    }

    /** Gives back about how wide it is. */
    int text(int x, int y, int size, String colour, String words) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\">%s</text>%n", x, y, size,
                colour, words.replace("&", "&amp;").replace("<", "&lt;")));
        return (int) (words.length() * CHARACTER * size / 11);
    }

    private void rectangle(double x, double y, double width, double height, String fill) {
        svg.append(String.format(Locale.ROOT, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n", x, y,
                width, height, fill));
    }

    private void line(double x1, double y1, double x2, double y2, String style) {
        svg.append(String.format(Locale.ROOT, "<path d=\"M%.1f %.1fL%.1f %.1f\" %s/>%n", x1, y1, x2, y2, style));
    }

    void frame(Box box, String title) {
        svg.append(String.format(Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"white\" stroke=\"#d8d9da\"/>%n", box.left, box.top,
                box.width, box.height));
        text(box.left + 8, box.top + 17, 12, "#111111", title);
    }

    private double x(Box box, int edge, double at) {
        return box.left + edge + (at - begin) / (end - begin) * (box.width - edge - 14);
    }

    /** The axis of time below a panel, and the marks across it. */
    private void times(Box box, int edge, int bottom) {
        double tick = TICKS[TICKS.length - 1];
        for (int i = TICKS.length - 1; i >= 0 && (end - begin) / TICKS[i] <= MOST_TICKS; i--) {
            tick = TICKS[i];
        }
        for (double at = 0; at <= end - begin; at += tick) {
            double x = x(box, edge, begin + at);
            line(x, bottom, x, bottom + 3, "stroke=\"#999999\"");
            text((int) x - 9, bottom + 13, 9, "#666666", time(at));
        }
        for (Mark mark : marks) {
            double x = x(box, edge, mark.at);
            line(x, box.top + 24, x, bottom, "stroke=\"" + mark.colour + "\" stroke-dasharray=\"3 3\"");
            if (!mark.sign.isEmpty()) {
                text((int) x + 2, box.top + 32, 9, mark.colour, mark.sign);
            }
        }
    }

    void chart(Box box, List<DashboardCurve> curves, DashboardUnit unit) {
        List<DashboardCurve> sorted = curves.stream()
                .sorted(Comparator.comparing((DashboardCurve curve) -> curve.largest() == 0)).toList();
        int lines = sorted.size() > LEGENDS_IN_A_LINE ? 2 : 1;
        int bottom = box.bottom() - 20 - 13 * lines;
        int top = box.top + 28;
        double high = DashboardUnit.roundedUp(curves.stream().mapToDouble(DashboardCurve::largest).max().orElse(0));
        for (int half = 0; half <= 2; half++) {
            double y = bottom - half * (bottom - top) / 2.0;
            line(box.left + EDGE, y, box.right(), y, "stroke=\"#e5e5e5\"");
            text(box.left + 6, (int) y + 3, 9, "#666666", unit.write(high * half / 2));
        }
        times(box, EDGE, bottom);
        for (int i = 0; i < sorted.size(); i++) {
            String colour = COLOURS[i % COLOURS.length];
            for (TreeMap<Double, Double> part : sorted.get(i).parts()) {
                String points = part.entrySet().stream().map(point -> String.format(Locale.ROOT, "%.1f,%.1f",
                        x(box, EDGE, point.getKey()), bottom - point.getValue() / high * (bottom - top)))
                        .collect(Collectors.joining(" "));
                svg.append("<polyline fill=\"none\" stroke=\"").append(colour).append("\" stroke-width=\"1.5\" points=\"")
                        .append(points).append("\"/>\n");
            }
        }
        legend(box, sorted, bottom + 28);
    }

    private void legend(Box box, List<DashboardCurve> curves, int top) {
        int most = curves.size() > MOST_LEGENDS ? MOST_LEGENDS - 1 : curves.size();
        int width = (box.width - 16) / LEGENDS_IN_A_LINE;
        int letters = (int) (width / (CHARACTER * 9 / 11)) - 3;
        for (int i = 0; i <= Math.min(most, curves.size() - 1); i++) {
            int x = box.left + 8 + i % LEGENDS_IN_A_LINE * width;
            int y = top + i / LEGENDS_IN_A_LINE * 13;
            if (i == most) {
                text(x, y, 9, "#666666", "and " + (curves.size() - most) + " more");
            } else {
                rectangle(x, y - 6, 7, 7, COLOURS[i % COLOURS.length]);
                String name = curves.get(i).name();
                text(x + 10, y, 9, "#333333", name.length() > letters ? name.substring(0, letters - 1) + "…" : name);
            }
        }
    }

    void states(Box box, List<DashboardCurve> curves, Map<Double, State> states) {
        int bottom = box.bottom() - 18;
        double height = (bottom - box.top - 36) / (double) Math.max(1, curves.size());
        double top = box.top + 36;
        for (DashboardCurve curve : curves) {
            text(box.left + 8, (int) (top + height / 2 + 3), 10, "#333333", curve.name());
            for (TreeMap<Double, Double> part : curve.parts()) {
                for (Map.Entry<Double, Double> from : part.entrySet()) {
                    state(box, part, from, new Box(0, (int) top + 2, 0, (int) height - 4), states);
                }
            }
            top += height;
        }
        times(box, ROW_EDGE, bottom);
    }

    private void state(Box box, TreeMap<Double, Double> part, Map.Entry<Double, Double> from, Box row,
            Map<Double, State> states) {
        Map.Entry<Double, Double> before = part.lowerEntry(from.getKey());
        if (before != null && before.getValue().equals(from.getValue())) {
            return;
        }
        double until = part.tailMap(from.getKey()).entrySet().stream().filter(point -> !point.getValue().equals(from.getValue()))
                .mapToDouble(Map.Entry::getKey).findFirst().orElse(Math.min(end, part.lastKey() + 1));
        State state = states.getOrDefault(from.getValue(), new State(from.getValue().toString(), "#d5d7da"));
        double x = x(box, ROW_EDGE, from.getKey());
        double width = x(box, ROW_EDGE, until) - x;
        rectangle(x, row.top, Math.max(1, width), row.height, state.colour);
        if (width > state.text.length() * CHARACTER + 8) {
            text((int) x + 5, row.top + row.height / 2 + 4, 10, "#222222", state.text);
        }
    }

    void figure(Box box, List<DashboardCurve> curves, DashboardUnit unit, DoubleFunction<String> colour) {
        for (DashboardCurve curve : curves) {
            rectangle(box.left + 1, box.top + 24, box.width - 2, box.height - 25, colour.apply(curve.last()));
            text(box.left + 14, box.bottom() - 20, 34, "#111111", unit.write(curve.last()));
            text(box.left + 14 + 24 * unit.write(curve.last()).length(), box.bottom() - 20, 13, "#111111", curve.name());
        }
    }

    void bars(Box box, List<DashboardCurve> curves, DashboardUnit unit, DoubleFunction<String> colour) {
        double high = curves.stream().mapToDouble(DashboardCurve::largest).max().orElse(1);
        int height = (box.height - 34) / Math.max(1, curves.size());
        int top = box.top + 28;
        for (DashboardCurve curve : curves) {
            text(box.left + 8, top + height / 2 + 4, 11, "#333333", curve.name());
            int room = box.width - 170;
            rectangle(box.left + 90, top + 2, Math.max(1, curve.last() / high * room), height - 4, colour.apply(curve.last()));
            text(box.left + 98 + (int) (curve.last() / high * room), top + height / 2 + 4, 11, "#111111",
                    unit.write(curve.last()));
            top += height;
        }
    }

    void lines(Box box, List<DashboardCurve> curves) {
        int y = box.top + 40;
        for (DashboardCurve curve : curves) {
            text(box.left + 8, y, 11, "#333333", curve.name());
            y += 18;
        }
    }
}
