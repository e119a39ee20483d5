package dev.vigil.recovery.cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The difference of two texts, line by line: {@code -} expected and missing, {@code +} there and not expected. */
final class LineDiff {
    private LineDiff() {}

    static String of(String expected, String actual) {
        List<String> left = expected.lines().toList();
        List<String> right = actual.lines().toList();
        int[][] common = common(left, right);
        List<String> out = new ArrayList<>();
        int at = left.size();
        int to = right.size();
        while (at > 0 || to > 0) {
            if (at > 0 && to > 0 && left.get(at - 1).equals(right.get(to - 1))) {
                out.add("  " + left.get(--at));
                to--;
            } else if (to > 0 && (at == 0 || common[at][to - 1] >= common[at - 1][to])) {
                out.add("+ " + right.get(--to));
            } else {
                out.add("- " + left.get(--at));
            }
        }
        Collections.reverse(out);
        return String.join("\n", out);
    }

    private static int[][] common(List<String> left, List<String> right) {
        int[][] length = new int[left.size() + 1][right.size() + 1];
        for (int at = 1; at <= left.size(); at++) {
            for (int to = 1; to <= right.size(); to++) {
                length[at][to] = left.get(at - 1).equals(right.get(to - 1))
                        ? length[at - 1][to - 1] + 1
                        : Math.max(length[at - 1][to], length[at][to - 1]);
            }
        }
        return length;
    }
}
