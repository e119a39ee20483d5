package dev.vigil.lcd.journal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the power-loss layer does not see, it does not prove: only the real disk touches files. */
class JournalDoorsTest {
    private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.vigil.lcd.journal");

    @Test
    void onlyTheRealDiskTouchesFiles() {
        noClasses().that().haveNameNotMatching(".*\\.DiskFiles(\\$.*)?").should().dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile)|java\\.nio\\.file\\.Files|java\\.nio\\.channels\\..*")
                .check(classes);
    }

    @Test
    void theJournalKnowsNothingOfItsPayload() {
        noClasses().should().dependOnClassesThat(
                DescribedPredicate.describe("are of other rooms", type -> type.getPackageName().startsWith("dev.vigil")
                        && !type.getPackageName().startsWith("dev.vigil.lcd.journal")))
                .check(classes);
    }
}
