package dev.vigil.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.vigil.distribution.TidyFile.Problem;

/** What the style of this repository demands of every file in it; each failure names file, line and what would be right. */
final class TidyTest {
    private static final String[] WRITTEN = {".java", ".case", ".scenario", ".mutants", ".md", ".proto", ".xml", ".sql",
            ".properties",
            ".options",
            ".yaml", ".sh"};
    private static final Set<String> NODES_OF_THE_EXAMPLES = Set.of("alpha", "bravo", "charlie");
    private static final String RULES = "docs/rules.md";
    private static final String GLOSSARY = "docs/glossary.md";
    private static final String SENTENCES = "node/admin/src/main/resources/dev/vigil/admin/events.properties";
    private static final String RECOVERY = "node/recovery/src/main/java/dev/vigil/recovery/";
    private static final String QUORUM = RECOVERY + "quorum/";
    private static TidyTree tree = new TidyTree(Path.of(""), List.of());

    @BeforeAll
    static void read() {
        tree = TidyTree.ofTheRepository();
        assertTrue(tree.files().size() > 100, "this is not the whole repository");
    }

    private static void inEach(List<TidyFile> files, Function<TidyFile, List<Problem>> check) {
        assertFalse(files.isEmpty(), "nothing to look at");
        none(files.stream().flatMap(file -> check.apply(file).stream()).toList());
    }

    private static void none(List<Problem> problems) {
        assertEquals("", problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }

    @Test
    void sourcesAreShortAndNamedAfterWhatTheyAre() {
        inEach(tree.ending(".java"), TidyCode::check);
    }

    @Test
    void nothingIsLeftForLaterAndNothingSaysWhereItWasWritten() {
        inEach(tree.files(), TidyText::check);
    }

    @Test
    void blanksAreWhereTheyShow() {
        inEach(tree.ending(WRITTEN), TidyText::checkBlanks);
    }

    @Test
    void theLicenceIsThere() {
        none(TidyText.checkLicence(tree.file("LICENSE"), tree.file("pom.xml")));
    }

    @Test
    void documentsHaveOneTitle() {
        inEach(tree.ending(".md"), TidyDocuments::checkTitle);
    }

    @Test
    void linksAndPathsInDocumentsLeadSomewhere() {
        inEach(tree.ending(".md"), file -> TidyDocuments.checkLinks(file, tree::holds));
    }

    @Test
    void verbsInDocumentsExist() {
        Set<String> verbs = TidyVerbs.ofTheCommandLine();
        assertTrue(verbs.containsAll(Set.of("status", "cluster init", "start")), "the verbs were not found, only " + verbs);
        inEach(tree.ending(".md"), file -> TidyDocuments.checkVerbs(file, verbs, NODES_OF_THE_EXAMPLES));
    }

    @Test
    void goldenCasesSayWhatTheyShow() {
        inEach(tree.ending(".case"), TidyRules::checkCase);
    }

    @Test
    void everyRuleHasACaseOrAMutant() {
        none(TidyRules.checkShown(tree.file(RULES), tree.ending(".case"), tree.ending(".mutants")));
    }

    @Test
    void everyRuleThatIsNamedExists() {
        Set<String> defined = TidyRules.defined(tree.file(RULES));
        assertFalse(defined.isEmpty(), RULES + " defines no rule");
        inEach(tree.ending(".case", ".java", ".md", ".proto").stream().filter(file -> !file.name().startsWith("Tidy")).toList(),
                file -> TidyRules.checkNamed(file, defined));
    }

    @Test
    void everyRuleLivesInAClass() {
        Set<String> classes = tree.ending(".java").stream()
                .filter(file -> file.folder().equals(RECOVERY) || file.folder().startsWith(QUORUM))
                .map(file -> file.name().replace(".java", "")).collect(Collectors.toSet());
        none(TidyRules.checkClasses(tree.file(RULES), classes));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shellsUnderstandTheirScripts() throws IOException, InterruptedException {
        List<TidyFile> scripts = tree.files().stream().filter(TidyScripts::isScript).toList();
        assertTrue(scripts.size() > 3, "the scripts were not found");
        List<Problem> problems = new ArrayList<>();
        for (TidyFile script : scripts) {
            problems.addAll(TidyScripts.checkShell(script));
            problems.addAll(TidyScripts.checkGrammar(script));
        }
        none(problems);
    }

    @Test
    void whatWindowsRunsHasItsTwin() {
        none(tree.ending(".cmd").stream().filter(file -> !tree.holds(file.path().replaceFirst("\\.cmd$", "")))
                .map(file -> file.at(1, "has no twin for Linux beside it")).toList());
    }

    @Test
    void wordsAreThoseOfTheGlossary() {
        Set<String> notUsed = TidyWords.notUsed(tree.file(GLOSSARY));
        assertFalse(notUsed.isEmpty(), GLOSSARY + " names no word that is not used");
        inEach(tree.ending(".md", ".case", ".scenario", ".properties", ".proto").stream()
                .filter(file -> !file.path().equals(GLOSSARY)).toList(), file -> TidyWords.checkUse(file, notUsed));
    }

    @Test
    void sentencesPutInWhatTheirNotesCarry() {
        none(TidyWords.checkSentences(tree.file(SENTENCES), tree.ending(".case")));
    }
}
