package dev.vigil.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Native code has two homes, and the ports know neither. */
class NativeCodeTest {
    private static final String[] HOMES = {"dev.vigil.platform.posix..", "dev.vigil.platform.windows.."};
    private static final JavaClasses OURS = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.vigil");

    @Test
    void jnaStaysAtHome() {
        noClasses().that().resideOutsideOfPackages(HOMES).should().dependOnClassesThat().resideInAPackage("com.sun.jna..")
                .check(OURS);
        // The rule above would also hold if JNA were not found at all.
        classes().that().haveSimpleName("Libc").should().dependOnClassesThat().resideInAPackage("com.sun.jna..").check(OURS);
    }

    @Test
    void portsKnowNoSystem() {
        noClasses().that().resideInAPackage("dev.vigil.platform").should().dependOnClassesThat().resideInAnyPackage(HOMES)
                .check(OURS);
    }
}
