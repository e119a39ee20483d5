package dev.vigil.simulator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** A world has no time, chance, thread or file but its own; only the command reads and writes. */
class PurityTest {
    private static final List<String> PACKAGES = List.of("java.lang", "java.lang.invoke", "java.lang.runtime",
            "java.lang.annotation",
            "java.util", "java.util.function", "java.util.stream", "java.time", "org.jspecify.annotations", "dev.vigil.lcd.model",
            "dev.vigil.comm.heartbeat", "dev.vigil.recovery", "dev.vigil.recovery.text", "dev.vigil.recovery.invariant",
            "dev.vigil.recovery.quorum", "dev.vigil.recovery.quorum.storage", "dev.vigil.simulator",
            "dev.vigil.simulator.explore");

    private final JavaClasses classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.vigil.simulator")
            .that(describe("are not the command", type -> !type.getName().startsWith(SimulatorCommand.class.getName())));

    @Test
    void aWorldSeesOnlyValues() {
        noClasses().should().dependOnClassesThat(describe("are outside its world", PurityTest::isOutside)).check(classes);
    }

    private static boolean isOutside(JavaClass type) {
        return !type.isPrimitive() && !type.isArray() && !PACKAGES.contains(type.getPackageName());
    }

    @Test
    void aWorldHasNoClockThreadOrChanceOfItsOwn() {
        noClasses().should().callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat().belongToAnyOf(Thread.class, java.util.Random.class, java.util.UUID.class,
                        java.util.HashMap.class, java.util.HashSet.class, java.util.IdentityHashMap.class)
                .check(classes);
    }
}
