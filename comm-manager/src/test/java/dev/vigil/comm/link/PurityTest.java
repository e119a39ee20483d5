package dev.vigil.comm.link;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PurityTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.vigil.comm");

    @Test
    void theLinkIsPure() {
        noClasses().that().resideInAPackage("dev.vigil.comm.link").should().dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "java.net..", "java.io..", "java.util.concurrent..", "org.slf4j..",
                        "dev.vigil.comm.netty..")
                .orShould().callMethod(System.class, "nanoTime").check(CLASSES);
    }
}
