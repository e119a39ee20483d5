package dev.vigil.comm.netty;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class DoorsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.vigil.comm");

    @Test
    void generatedClassesStayBehindTheNetworkDoor() {
        noClasses().that().resideOutsideOfPackage("dev.vigil.comm.netty").should().dependOnClassesThat()
                .resideInAnyPackage("dev.vigil.protocol..", "com.google.protobuf..").check(CLASSES);
    }

    @Test
    void theLinkIsPure() {
        noClasses().that().resideInAPackage("dev.vigil.comm.link").should().dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "java.net..", "java.io..", "java.util.concurrent..", "org.slf4j..",
                        "dev.vigil.comm.netty..")
                .orShould().callMethod(System.class, "nanoTime").check(CLASSES);
    }

    @Test
    void onlyTheDoorAndItsKeeperSeeNetty() {
        noClasses().that().resideInAnyPackage("dev.vigil.comm.heartbeat", "dev.vigil.comm.link").should().dependOnClassesThat()
                .resideInAPackage("io.netty..").check(CLASSES);
    }
}
