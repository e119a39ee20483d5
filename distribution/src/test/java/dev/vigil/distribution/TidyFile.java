package dev.vigil.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** One file of the repository as text: its path from the top, with slashes, and its lines. */
record TidyFile(String path, long bytes, String text) {
    static TidyFile of(String path, String... lines) {
        String text = String.join("\n", lines) + "\n";
        return new TidyFile(path, text.length(), text);
    }

    /** What is wrong in one place, and what would be right. */
    record Problem(String path, int line, String right) {
        @Override
        public String toString() {
            return path + ":" + line + ": " + right;
        }
    }

    List<String> lines() {
        return text.lines().toList();
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The folder it lies in, with a slash at the end, or nothing for the top. */
    String folder() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    boolean endsWith(String... endings) {
        return List.of(endings).stream().anyMatch(path::endsWith);
    }

    Problem at(int line, String right) {
        return new Problem(path, line, right);
    }

    /** A problem for each line in which the pattern is found. */
    List<Problem> each(Pattern pattern, String right) {
        List<String> lines = lines();
        return IntStream.range(0, lines.size()).filter(index -> pattern.matcher(lines.get(index)).find())
                .mapToObj(index -> at(index + 1, right)).toList();
    }

    /** Where something stands that the pattern's first group names. */
    record Place(String word, int line) {}

    List<Place> places(Pattern pattern) {
        List<Place> places = new ArrayList<>();
        ToIntFunction<Matcher> line = matcher -> (int) text.substring(0, matcher.start(1)).chars().filter(c -> c == '\n').count()
                + 1;
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            places.add(new Place(matcher.group(1), line.applyAsInt(matcher)));
        }
        return places;
    }
}
