package dev.vigil.comm.heartbeat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PurityTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.vigil.comm.heartbeat");

    @Test
    void seesOnlyTheModelAndTheQuietPartsOfTheLanguage() {
        classes().should().onlyDependOnClassesThat()
                .resideInAnyPackage("dev.vigil.comm.heartbeat", "dev.vigil.lcd.model", "java.lang", "java.lang.runtime",
                        "java.lang.invoke", "java.util", "java.util.function", "java.util.stream", "java.time",
                        "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void asksNoClockNoChanceNoThread() {
        noClasses().should().callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat().areAssignableTo(Thread.class).orShould().dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould().callMethod(UUID.class, "randomUUID").check(CLASSES);
    }

    @Test
    void keepsNothingInAnOrderThatChanges() {
        DescribedPredicate<JavaMethodCall> unordered = DescribedPredicate.describe("Set.of, Map.of and their like",
                call -> (call.getTargetOwner().isEquivalentTo(Set.class) || call.getTargetOwner().isEquivalentTo(Map.class))
                        && List.of("of", "copyOf", "ofEntries").contains(call.getName()));
        noClasses().should().callConstructor(HashMap.class).orShould().callConstructor(HashSet.class).orShould()
                .callMethodWhere(unordered).check(CLASSES);
    }
}
