package dev.vigil.recovery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The controller has no senses but its events and no hands but its decisions. */
class PurityTest {
    private final JavaClasses classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.vigil.recovery");

    @Test
    void seesOnlyValues() {
        noClasses().should().dependOnClassesThat(DescribedPredicate.describe("are outside its world", PurityTest::isOutside))
                .check(classes);
    }

    private static boolean isOutside(JavaClass type) {
        String name = type.getPackageName();
        boolean isAllowed = type.isPrimitive() || type.isArray() || name.equals("java.lang") || name.equals("java.lang.invoke")
                || name.equals("java.lang.runtime") || name.equals("java.lang.annotation") || name.equals("java.util")
                || name.equals("java.util.function")
                || name.equals("java.util.stream") || name.equals("java.util.regex") || name.equals("java.time")
                || name.equals("org.jspecify.annotations")
                || name.equals("dev.vigil.lcd.model") || name.equals("dev.vigil.comm.heartbeat")
                || name.equals("dev.vigil.recovery") || name.startsWith("dev.vigil.recovery.");
        return !isAllowed;
    }

    @Test
    void hasNoClockThreadOrChance() {
        noClasses().should().callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(java.time.Instant.class, "now").orShould().dependOnClassesThat()
                .belongToAnyOf(Thread.class,
                        java.util.Random.class, java.util.UUID.class, java.util.Timer.class)
                .check(classes);
    }

    @Test
    void keepsNoCollectionWhoseOrderChangesBetweenRuns() {
        noClasses().should().dependOnClassesThat().belongToAnyOf(java.util.HashMap.class, java.util.HashSet.class,
                java.util.IdentityHashMap.class, java.util.WeakHashMap.class)
                .orShould().callMethodWhere(DescribedPredicate.describe("Set.of, Map.of or a hashing collector",
                        call -> {
                            String owner = call.getTargetOwner().getName();
                            String method = call.getTarget().getName();
                            boolean isFactory = (owner.equals("java.util.Set") || owner.equals("java.util.Map"))
                                    && (method.equals("of") || method.equals("copyOf") || method.equals("ofEntries"));
                            boolean isCollector = owner.equals("java.util.stream.Collectors") && (method.equals("toSet")
                                    || method.equals("toMap") || method.equals("groupingBy")
                                    || method.equals("toUnmodifiableSet"));
                            return isFactory || isCollector;
                        }))
                .check(classes);
    }
}
