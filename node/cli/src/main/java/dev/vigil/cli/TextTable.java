package dev.vigil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Columns of text under headings, no wider than the terminal: the widest column gives way, and a cut cell ends in two dots. */
final class TextTable {
    private static final String GAP = "  ";
    private static final String CUT = "..";
    private static final int NARROWEST = 6;

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    TextTable(List<String> headings) {
        columns = headings.size();
        rows.add(List.copyOf(headings));
    }

    void add(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException(cells.size() + " cells in a table of " + columns + " columns");
        }
        rows.add(List.copyOf(cells));
    }

    List<String> lines(int width) {
        int[] widths = widths();
        int gaps = GAP.length() * (columns - 1);
        while (sum(widths) + gaps > width && widths[widest(widths)] > NARROWEST) {
            widths[widest(widths)]--;
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private int[] widths() {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private static int sum(int[] widths) {
        int sum = 0;
        for (int width : widths) {
            sum += width;
        }
        return sum;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            widest = widths[i] > widths[widest] ? i : widest;
        }
        return widest;
    }

    private static String line(List<String> row, int[] widths) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            String shown = cell.length() > widths[i] ? cell.substring(0, widths[i] - CUT.length()) + CUT : cell;
            cells.add(shown + " ".repeat(widths[i] - shown.length()));
        }
        return cells.stream().collect(Collectors.joining(GAP)).stripTrailing();
    }
}
