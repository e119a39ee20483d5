package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LcdiPartsTest {
    private static final Path PACKAGE = Path.of("../../distribution/src/main/package/bin/lcdi");

    @Test
    void optionsAreReadAsGetoptDoes() {
        LcdiOptions options = LcdiOptions.parse("f:t:vGd:",
                List.of("-f|", "-t", "-x", "-vG", "-dbravo", "-d", "alpha", "--", "-f", "web"));
        assertEquals("|", options.get('f'));
        assertEquals("-x", options.get('t'));
        assertTrue(options.has('v') && options.has('G'));
        assertEquals("alpha", options.get('d'));
        assertEquals(List.of("-f", "web"), options.rest());
        assertEquals("web", LcdiOptions.parse("Gt:", List.of("-Gtweb")).get('t'));
        assertEquals("", LcdiOptions.parse("t:", List.of("-t", "")).get('t'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"~~ | {} | ~~", "open  all day | {} | open  all day",
            "scripts=/a | {scripts=/a} | ~~", "scripts=/a open limit.restore=5 day | {limit.restore=5, scripts=/a} | open day",
            "scripts=\"/a b\" x | {scripts=/a b} | x", "port=80 scripts=/a | {scripts=/a} | port=80", "port=80 | {} | port=80",
            "say=\"hello | {} | say=\"hello"})
    void whatIsAPropertyAndWhatIsInfo(String text, String values, String info) {
        LcdiProperties given = LcdiProperties.of(text, List.of("scripts", "restore"));
        assertEquals(values, given.values().toString());
        assertEquals(info, given.info());
    }

    @Test
    void rowsAreReadWithTheirQuotes() {
        LcdRow row = LcdRow.parse("instance id=a/b:1 info=\"a \\\"b\\\" \\\\n\\n=c d=e\" node=alpha empty=\"\" p.x=\"1 2\"");
        assertEquals(new LcdRow("instance",
                new TreeMap<>(Map.of("id", "a/b:1", "info", "a \"b\" \\n\n=c d=e", "node", "alpha", "empty",
                        "", "p.x", "1 2"))),
                row);
        assertEquals(new LcdRow("alone", Map.of()), LcdRow.parse("alone"));
    }

    /** All pairs of priorities before and after, beside a third node: nobody ever has the priority of another. */
    @Test
    void prioritiesNeverMeetOnTheirWay() {
        for (int first = 1; first <= 4; first++) {
            for (int second = 1; second <= 4; second++) {
                for (int next = 1; next <= 4; next++) {
                    for (int other = 1; other <= 4; other++) {
                        if (first != second && next != other) {
                            walk(first, second, next, other);
                        }
                    }
                }
            }
        }
    }

    private static void walk(int first, int second, int next, int other) {
        Map<String, Integer> now = new TreeMap<>(Map.of("a", first, "b", second, "c", 1024));
        List<LcdiInstance> instances = now.entrySet().stream().map(entry -> new LcdiInstance(new LcdRow("resource", Map.of()),
                new LcdRow("instance", Map.of("tag", "web", "node", entry.getKey(), "priority", entry.getValue().toString())),
                new JsonObject(Map.of()))).toList();
        for (LcdiEquivalencies.Step step : LcdiEquivalencies.steps(instances, "a", next, "b", other)) {
            now.put(step.node(), step.priority());
            assertEquals(3, new TreeSet<>(now.values()).size(), first + " " + second + " to " + next + " " + other + ": " + now);
        }
        assertEquals(Map.of("a", next, "b", other, "c", 1024), now);
    }

    @Test
    void theDocumentHasEveryCommandAndEveryReason() throws IOException {
        String document = Files.readString(Path.of("../../docs/lcdi.md"));
        LcdiVerbs.all()
                .forEach(verb -> assertTrue(document.contains("`" + verb.name()), verb.name() + " is not in docs/lcdi.md"));
        LcdiVerbs.leftOut().keySet()
                .forEach(name -> assertTrue(document.contains("`" + name + "`"), name + " is not in docs/lcdi.md"));
    }

    /** One program for each command, all alike, and a twin for Windows. */
    @Test
    void thePackageHasAProgramForEachCommand() throws IOException {
        TreeSet<String> right = new TreeSet<>();
        LcdiVerbs.all().forEach(verb -> right.addAll(List.of(verb.name(), verb.name() + ".cmd")));
        TreeSet<String> found = new TreeSet<>();
        TreeSet<String> texts = new TreeSet<>();
        try (Stream<Path> files = Files.list(PACKAGE)) {
            for (Path file : files.toList()) {
                found.add(file.getFileName().toString());
                texts.add(Files.readString(file).replace("\r\n", "\n"));
            }
        }
        assertEquals(right, found);
        assertEquals(2, texts.size(), "there is one text for Linux and one for Windows: " + texts);
    }
}
