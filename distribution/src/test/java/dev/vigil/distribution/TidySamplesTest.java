package dev.vigil.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.vigil.distribution.TidyFile.Problem;

/** Every tidy check finds what it is there for: a bad sample each, and a good one that it lets pass. */
final class TidySamplesTest {
    private static void found(List<Problem> problems, String... places) {
        assertEquals(List.of(places), problems.stream().map(problem -> problem.path() + ":" + problem.line()).distinct().toList(),
                problems.toString());
    }

    private static TidyFile method(int lines) {
        String body = "x++;\n".repeat(lines - 2);
        return new TidyFile("A.java", 1, "class A {\n    int x;\n\n    void grow() {\n" + body + "    }\n}\n");
    }

    @Test
    void longFilesAndMethods() {
        String[] lines = new String[TidyCode.LONGEST_FILE + 1];
        Arrays.fill(lines, "// line");
        lines[0] = "class A {}";
        found(TidyCode.check(TidyFile.of("A.java", lines)), "A.java:501");
        found(TidyCode.check(TidyFile.of("A.java", Arrays.copyOf(lines, TidyCode.LONGEST_FILE))));
        found(TidyCode.check(method(TidyCode.LONGEST_METHOD + 1)), "A.java:4");
        found(TidyCode.check(method(TidyCode.LONGEST_METHOD)));
    }

    @Test
    void bannedNames() {
        for (String name : List.of("LinkManager", "StringUtils", "KitImpl", "AbstractKit", "TestHelper")) {
            found(TidyCode.check(TidyFile.of("A.java", "", "class " + name + " {}")), "A.java:2");
            found(TidyCode.check(TidyFile.of("A.java", "class A {", "    record " + name + "() {}", "}")), "A.java:2");
        }
        found(TidyCode.check(TidyFile.of("A.java", "class CommManager {}", "class Utility {}", "class Implication {}")));
    }

    @Test
    void publicTypesWithoutTheirJob() {
        found(TidyCode.check(TidyFile.of("src/main/java/A.java", "", "public class A {}")), "src/main/java/A.java:2");
        found(TidyCode.check(TidyFile.of("src/main/java/A.java", "/** Counts. */", "public class A {}")));
        found(TidyCode.check(TidyFile.of("src/main/java/A.java", "class A {", "    public record B() {}", "}")));
    }

    @Test
    void locks() {
        String path = "kits/src/main/java/dev/vigil/kits/A.java";
        found(TidyCode.check(TidyFile.of(path, "class A {", "    synchronized void a() {}", "}")), path + ":2");
        found(TidyCode.check(TidyFile.of(path, "class A {", "    void a() {", "        synchronized (this) {}", "    }", "}")),
                path + ":3");
        found(TidyCode
                .check(TidyFile.of("src/main/java/dev/vigil/server/A.java", "class A {", "    synchronized void a() {}", "}")));
    }

    @Test
    void leftOversAndWorkplaces() {
        for (String words : List.of("// TO" + "DO later", "# FIX" + "ME", "XX" + "X", "see /wor" + "k/main",
                "as issue" + " #12 says",
                "issue" + " 2", "in this ses" + "sion")) {
            found(TidyText.check(TidyFile.of("a.md", "good", words)), "a.md:2");
        }
        found(TidyText.check(TidyFile.of("a.md", "a session of TLS; the issue is old; work/lab")));
        found(TidyText.check(new TidyFile("a.bin", TidyText.LARGEST_FILE + 1, "")), "a.bin:1");
    }

    @Test
    void blanks() {
        found(TidyText.checkBlanks(TidyFile.of("a.md", "a", "\tb")), "a.md:2");
        found(TidyText.checkBlanks(TidyFile.of("a.md", "a", "b ", "c")), "a.md:2");
        found(TidyText.checkBlanks(new TidyFile("a.md", 3, "a\nb")), "a.md:2");
        found(TidyText.checkBlanks(new TidyFile("a.md", 3, "a\r\nb\n")), "a.md:1");
        found(TidyText.checkBlanks(TidyFile.of("a.md", "  a", "", "b")));
    }

    @Test
    void licences() {
        TidyFile parent = TidyFile.of("pom.xml", "<name>Apache-2.0</name>");
        TidyFile licence = TidyFile.of("LICENSE", "Apache License", "Version 2.0, January 2004", "END OF TERMS AND CONDITIONS");
        found(TidyText.checkLicence(TidyFile.of("LICENSE", "Apache License"), parent), "LICENSE:1");
        found(TidyText.checkLicence(licence, TidyFile.of("pom.xml", "<name>MIT</name>")), "pom.xml:1");
        found(TidyText.checkLicence(licence, parent));
    }

    @Test
    void titles() {
        found(TidyDocuments.checkTitle(TidyFile.of("a.md", "# One", "", "# Two")), "a.md:3");
        found(TidyDocuments.checkTitle(TidyFile.of("a.md", "", "# Late")), "a.md:1");
        found(TidyDocuments.checkTitle(TidyFile.of("a.md", "# One", "```sh", "# a comment", "```", "## Part")));
    }

    @Test
    void links() {
        Set<String> there = Set.of("docs/b.md", "node/server");
        found(TidyDocuments.checkLinks(TidyFile.of("docs/a.md", "", "[b](c.md)"), there::contains), "docs/a.md:2");
        found(TidyDocuments.checkLinks(TidyFile.of("docs/a.md", "", "see `node/serber/`"), there::contains), "docs/a.md:2");
        found(TidyDocuments.checkLinks(TidyFile.of("docs/a.md", "[b](b.md#part) [c](https://example.org/) [d](#here)",
                "`node/server`, `distribution/target/x`"), there::contains));
    }

    @Test
    void verbs() {
        Set<String> verbs = Set.of("status", "cluster init");
        Set<String> nodes = Set.of("alpha");
        found(TidyDocuments.checkVerbs(TidyFile.of("a.md", "    vigil state"), verbs, nodes), "a.md:1");
        found(TidyDocuments.checkVerbs(TidyFile.of("a.md", "then `vigil cluster found`"), verbs, nodes), "a.md:1");
        found(TidyDocuments.checkVerbs(TidyFile.of("a.md", "    ./demo vigil alpha states"), verbs, nodes), "a.md:1");
        found(TidyDocuments.checkVerbs(TidyFile.of("a.md", "    vigil status", "`vigil cluster init --name a`",
                "    ./demo vigil alpha status  what there is", "the line `vigil NODE`"), verbs, nodes));
    }

    @Test
    void casesAndRules() {
        TidyFile rules = TidyFile.of("docs/rules.md", "| rule | says |",
                "| RC-1 | One owns. (`Grantor`, `Peers`) | Because `it` is. |");
        TidyFile shown = TidyFile.of("a.case", "# The owner dies and the next one takes over.", "# rules: RC-1");
        Set<String> defined = TidyRules.defined(rules);
        assertEquals(Set.of("RC-1"), defined);
        found(TidyRules.checkNamed(TidyFile.of("A.java", "", "// RC-2"), defined), "A.java:2");
        found(TidyRules.checkNamed(shown, defined));
        found(TidyRules.checkShown(rules, List.of(TidyFile.of("a.case", "# rules: RC-11")), List.of()), "docs/rules.md:2");
        found(TidyRules.checkShown(rules, List.of(shown), List.of()));
        found(TidyRules.checkShown(rules, List.of(), List.of(TidyFile.of("a.mutants", "mutant m", "rule RC-1"))));
        found(TidyRules.checkClasses(rules, Set.of("Grantor")), "docs/rules.md:2");
        found(TidyRules.checkClasses(rules, Set.of("Grantor", "Peers")));
        found(TidyRules.checkCase(TidyFile.of("a.case", "# rules: RC-1")), "a.case:1");
        found(TidyRules.checkCase(TidyFile.of("a.case", "# The owner dies and the next one takes over.", "given")), "a.case:2");
        found(TidyRules.checkCase(shown));
    }

    @Test
    void wordsAndSentences() {
        TidyFile glossary = TidyFile.of("g.md", "| word | means | not |", "|---|---|---|", "| epoch | `n` | |",
                "| backup | a | `old`, `b c` |");
        Set<String> notUsed = TidyWords.notUsed(glossary);
        assertEquals(Set.of("old", "b c"), notUsed);
        found(TidyWords.checkUse(TidyFile.of("a.md", "fine", "an Old one"), notUsed), "a.md:2");
        found(TidyWords.checkUse(TidyFile.of("a.md", "a bold one, b and c"), notUsed));
        TidyFile shown = TidyFile.of("a.case", "  noted : peer-dead facts=\"x who=1\" peer=a");
        found(TidyWords.checkSentences(TidyFile.of("e", "", "peer-dead=Node {who} is dead"), List.of(shown)), "e:2");
        found(TidyWords.checkSentences(TidyFile.of("e", "peer-dead=Node {peer} is dead", "other={x}"), List.of(shown)));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void scripts() throws IOException, InterruptedException {
        found(TidyScripts.checkShell(TidyFile.of("run", "#!/usr/bin/perl")), "run:1");
        found(TidyScripts.checkGrammar(TidyFile.of("run", "#!/bin/sh", "if true; then")), "run:1");
        found(TidyScripts.checkGrammar(TidyFile.of("run", "#!/bin/bash", "a=(1 2)")));
        found(TidyScripts.checkGrammar(TidyFile.of("run", "#!/bin/sh", "if true; then echo; fi")));
    }
}
