package dev.vigil.recovery.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.vigil.recovery.NoteCode;
import dev.vigil.recovery.text.Case;
import dev.vigil.recovery.text.CaseText;

/** Every case file: as it is written, and under everything that may happen to it besides. See {@code src/test/cases/README.md}. */
class GoldenCasesTest {
    private static final Path RULES = Path.of("..", "..", "docs", "rules.md");
    private static final Pattern DEFINED_RULE = Pattern.compile("(?m)^\\| (RC-\\d+) \\|");
    private static final int LONGEST_CASE = 40;

    private static boolean isRewriting() {
        return System.getProperty("vigil.golden", "").equals("rewrite");
    }

    private static boolean isOneCase() {
        return !System.getProperty("vigil.case", "").isEmpty();
    }

    @TestFactory
    Stream<DynamicNode> asWritten() {
        return CaseFiles.all().entrySet().stream().map(file -> DynamicTest.dynamicTest(file.getKey(), () -> {
            String text = CaseFiles.read(file.getValue());
            String actual = CaseCheck.told(text);
            if (isRewriting() && !actual.equals(text)) {
                CaseFiles.write(file.getValue(), actual);
            } else if (!actual.equals(CaseText.print(CaseText.parse(text)))) {
                fail("the controller decides otherwise (- as written, + as it is):\n" + LineDiff.of(text, actual)
                        + "\nTo accept it: mvn -pl node/recovery -am test -Dtest=GoldenCasesTest -Dvigil.case=" + file.getKey()
                        + " -Dvigil.golden=rewrite -Dsurefire.failIfNoSpecifiedTests=false");
            }
        }));
    }

    @TestFactory
    Stream<DynamicNode> underAdversity() {
        return CaseFiles.all().entrySet().stream().map(file -> DynamicTest.dynamicTest(file.getKey(), () -> {
            assertTrue(CaseCheck.underAdversity(CaseFiles.read(file.getValue())) > 0, "no moment of it was interrupted");
        }));
    }

    @Test
    void everyCaseSaysWhyAndIsShort() {
        CaseFiles.all().forEach((name, file) -> {
            Case shown = CaseText.parse(CaseFiles.read(file));
            assertTrue(shown.comments().size() > 1, name + ": the first line says what is shown and why");
            assertFalse(CaseCheck.named(shown).isEmpty(), name + ": a line \"# rules: RC-n\" is missing");
            long lines = CaseFiles.read(file).lines().count();
            assertTrue(lines <= 2 * LONGEST_CASE, name + " has " + lines + " lines; " + LONGEST_CASE + " are the aim");
        });
    }

    @Test
    void everyCodeOfANoteIsHit() {
        assumeTrue(!isOneCase(), "one case alone cannot hit all");
        SortedSet<String> missing = new TreeSet<>(Arrays.stream(NoteCode.values()).map(NoteCode::word).toList());
        CaseFiles.all().values().forEach(file -> CaseText.parse(CaseFiles.read(file)).moments().stream()
                .flatMap(moment -> moment.decisions().stream()).filter(block -> block.verb().equals("noted"))
                .forEach(block -> missing.remove(block.only().verb())));
        assertEquals(List.of(), List.copyOf(missing), "no case shows these notes");
    }

    @Test
    void everyRuleHasACaseAndEveryNamedRuleExists() {
        assumeTrue(!isOneCase(), "one case alone cannot name all");
        SortedSet<String> defined = new TreeSet<>();
        // The rules of voters stand under a heading of their own: no case of a controller can show them.
        Matcher rules = DEFINED_RULE.matcher(CaseFiles.read(RULES).split("\n## ", 2)[0]);
        while (rules.find()) {
            defined.add(rules.group(1));
        }
        SortedSet<String> named = new TreeSet<>();
        CaseFiles.all().values().forEach(file -> named.addAll(CaseCheck.named(CaseText.parse(CaseFiles.read(file)))));
        assertEquals(defined, named);
    }

    @Test
    void anotherRunPrintsTheSame() {
        assertEquals(CaseReplay.all(), CaseReplay.all());
    }

    @Test
    void anotherProcessPrintsTheSame() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-Dvigil.case=" + System.getProperty("vigil.case", ""), "-cp",
                System.getProperty("java.class.path"), CaseReplay.class.getName()).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        assertEquals(CaseReplay.all(), printed);
    }
}
