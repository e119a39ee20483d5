package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What was given, what was said to it and what the cluster did, for one theme. It is written below {@code target}; the page of the
 * documentation must name the same kinds, and {@code -Dvigil.bad-input=rewrite} takes the table of this run into it.
 */
final class BadInputTable {
    private static final String HEAD = "| given | exit | said | done |\n|---|---|---|---|\n";
    private static final String FOOT = "| node | PSS before | after | live heap before | after | threads before | after |\n|---|---|---|---|---|---|---|\n";
    private static final int LONGEST = 420;
    private final String theme;
    private final Path folder;
    private final List<Row> rows = new ArrayList<>();

    /** One kind of bad input. */
    private record Row(String given, String exit, String said, String done) {
        String line() {
            return "| " + given + " | " + exit + " | " + said + " | " + done + " |\n";
        }
    }

    /** {@code folder} is that of the cluster, and is left out of all messages. */
    BadInputTable(String theme, Path folder) {
        this.theme = theme;
        this.folder = folder;
    }

    void add(String given, String exit, String said) {
        rows.add(new Row(given, exit, words(said), ""));
    }

    /** More of the last kind: what another place says to it. */
    void alsoSaid(String said) {
        Row last = rows.removeLast();
        String all = last.said().isEmpty() ? words(said) : last.said() + " / " + words(said);
        rows.add(new Row(last.given(), last.exit(), all, last.done()));
    }

    /** What the cluster did about every kind of which that is not told yet. */
    void done(String what) {
        rows.replaceAll(row -> row.done().isEmpty() ? new Row(row.given(), row.exit(), row.said(), what) : row);
    }

    private String words(String said) {
        String text = said.strip().replace(folder.toString(), "FOLDER").replaceAll("\\b127\\.\\d+\\.\\d+\\.", "10.0.0.")
                .replaceAll("\\s*\r?\n\\s*", " / ").replace("|", "\\|").replaceAll("[^ -~]|[<>]", "?");
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }

    /** Writes the table, with {@code footprints} below it, and compares it with the page. */
    void write(List<String> footprints) throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        rows.stream().sorted((a, b) -> a.given().compareTo(b.given())).forEach(row -> text.append(row.line()));
        text.append('\n').append(FOOT).append(String.join("", footprints));
        Files.createDirectories(target());
        Files.writeString(target().resolve(theme.replace(' ', '-') + ".md"), text);
        compare(text.toString());
    }

    private void compare(String text) throws IOException {
        Path page = root().resolve("docs/bad-input.md");
        String all = Files.readString(page);
        int begin = all.indexOf("\n## " + theme + "\n");
        int table = begin < 0 ? -1 : all.indexOf(HEAD, begin);
        assertEquals(true, table > 0, page + " has no table below \"" + theme + "\"");
        int next = all.indexOf("\n## ", table);
        int end = next < 0 ? all.length() : next;
        if (System.getProperty("vigil.bad-input", "").equals("rewrite")) {
            Files.writeString(page, all.substring(0, table) + text + all.substring(end));
        } else {
            assertEquals(kinds(text), kinds(all.substring(table, end)), "the page lists other kinds: " + page);
        }
    }

    /** The first column of the first table. */
    private static TreeSet<String> kinds(String table) {
        TreeSet<String> kinds = new TreeSet<>();
        table.lines().takeWhile(line -> !line.isEmpty()).forEach(line -> kinds.add(line.split(" \\| ", 2)[0]));
        return kinds;
    }

    /** A build stands in the folder of its module, the lab in that of all. */
    private static Path root() {
        return Files.isDirectory(Path.of("docs")) ? Path.of("") : Path.of("..");
    }

    private static Path target() {
        return root().resolve("distribution/target/bad-input");
    }
}
