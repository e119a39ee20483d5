package dev.vigil.distribution;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * Which room may look into which, and which library lives where, over the classes of all modules at once. That a pure room asks
 * no clock and no chance is kept by the {@code PurityTest} beside it.
 */
final class DoorsTest {
    /** Without tests, also those that one module lends to another. */
    private static final JavaClasses OURS = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar")).importPackages("dev.vigil");

    /** Each library, and the generated messages, with the packages and classes that may see it. */
    private static final Map<String, List<String>> HOMES = Map.ofEntries(
            // CommSettings takes the event loops of tests, NettyTls builds Netty's TLS from the keys of its room.
            Map.entry("io.netty", List.of("comm.netty", "comm.CommManager", "comm.CommSettings", "comm.trust.NettyTls")),
            Map.entry("io.vertx", List.of("admin")),
            Map.entry("io.micrometer", List.of("admin", "server.metrics")),
            Map.entry("io.prometheus", List.of("server.metrics")),
            Map.entry("com.google.protobuf", List.of("protocol", "comm.netty", "admin", "server.membership")),
            Map.entry("com.google.api", List.of("protocol", "admin")),
            Map.entry("dev.vigil.protocol.node", List.of("protocol", "comm.netty")),
            Map.entry("dev.vigil.protocol.admin", List.of("protocol", "admin", "server")),
            Map.entry("java.sql", List.of("lcd.h2")),
            Map.entry("javax.sql", List.of()), Map.entry("org.h2", List.of()),
            Map.entry("com.sun.jna", List.of("platform.posix", "platform.windows", "notify.eventlog")),
            Map.entry("org.bouncycastle", List.of("comm.trust")), Map.entry("com.fasterxml", List.of("cli")),
            Map.entry("picocli", List.of("cli", "simulator.SimulatorCommand")),
            Map.entry("org.snakeyaml", List.of("server.settings")),
            Map.entry("org.slf4j", List.of("admin", "comm.netty", "kits", "lcd.h2", "lcd.store", "notify", "server")),
            Map.entry("java.util.logging", List.of()), Map.entry("java.net.http", List.of("notify.webhook")),
            Map.entry("jakarta", List.of("notify.mail")), Map.entry("org.eclipse.angus", List.of("notify.mail")),
            Map.entry("org.snmp4j", List.of("notify.snmp")));

    /** Each room with the rooms that it may look into. */
    private static final Map<String, List<String>> ROOMS = Map.ofEntries(
            Map.entry("protocol", List.of()),
            Map.entry("lcd.model", List.of()),
            Map.entry("lcd.journal", List.of()),
            Map.entry("lcd.h2", List.of("lcd.model")),
            Map.entry("lcd.store", List.of("lcd.model", "lcd.journal", "lcd.h2")),
            Map.entry("comm.heartbeat", List.of("lcd.model")),
            Map.entry("comm.link", List.of("lcd.model", "comm.heartbeat", "comm.OutgoingMessage", "comm.Urgency")),
            Map.entry("comm.trust", List.of("lcd.model")),
            Map.entry("comm", List.of("lcd.model", "protocol.node")),
            Map.entry("recovery", List.of("lcd.model", "comm.heartbeat")),
            Map.entry("kit", List.of("lcd.model")),
            Map.entry("platform", List.of("lcd.model")),
            Map.entry("kits", List.of("kit", "platform", "lcd.model")),
            Map.entry("notify", List.of("kit", "lcd.model")),
            Map.entry("cli", List.of()),
            Map.entry("admin", List.of("recovery", "protocol.admin", "lcd.model", "comm.heartbeat", "comm.trust")),
            Map.entry("simulator", List.of("recovery", "comm.heartbeat", "lcd.model")),
            Map.entry("distribution", List.of()));

    /** All of the controller that a room outside needs: its words, its one function, and what is asked of it for people. */
    private static final List<String> WORDS_OF_THE_CONTROLLER = List.of("recovery.Alarms", "recovery.Candidate", "recovery.Cause",
            "recovery.AdminLock", "recovery.ClusterView",
            "recovery.ConfigHash", "recovery.Decision", "recovery.Departures",
            "recovery.Event", "recovery.FenceOutcome", "recovery.SafetyAnswer", "recovery.Inquiry", "recovery.KitCallId",
            "recovery.KitLimits", "recovery.LeaseLoss",
            "recovery.Note",
            "recovery.NoteCode",
            "recovery.PeerNote",
            "recovery.PeerNotes", "recovery.Policies", "recovery.Readiness", "recovery.RestartWord", "recovery.quorum",
            "recovery.quorum.storage",
            "recovery.RecoveryController", "recovery.Reply", "recovery.Request", "recovery.RequestId", "recovery.Step",
            "recovery.TimerId", "recovery.preview", "recovery.text");

    private static final List<String> PURE = List.of("lcd.model", "comm.heartbeat", "comm.link", "recovery", "simulator");
    private static final List<String> QUIET = List.of("", "java.lang", "java.lang.annotation", "java.lang.invoke",
            "java.lang.runtime", "java.time", "java.util", "java.util.function", "java.util.regex", "java.util.stream",
            "org.jspecify.annotations");
    private static final List<String> NOT_QUIET = List.of("java.lang.Thread", "java.lang.Process", "java.lang.ProcessBuilder",
            "java.util.HashMap", "java.util.HashSet", "java.util.IdentityHashMap", "java.util.WeakHashMap", "java.util.Random",
            "java.util.UUID", "java.util.Timer");
    private static final List<String> LOUD = List.of("System.nanoTime", "System.currentTimeMillis", "Instant.now", "Set.of",
            "Set.copyOf", "Map.of", "Map.copyOf", "Map.ofEntries", "Collectors.toSet", "Collectors.toUnmodifiableSet",
            "Collectors.toMap", "Collectors.groupingBy");

    /** A name stands for a package with those below it, or for a class with those inside it. */
    private static boolean isIn(JavaClass type, String name) {
        String whole = "dev.vigil." + name;
        String typeName = type.getBaseComponentType().getName();
        return typeName.equals(whole) || typeName.startsWith(whole + ".") || typeName.startsWith(whole + "$");
    }

    private static DescribedPredicate<JavaClass> outside(List<String> names) {
        return describe("outside of " + names, type -> names.stream().noneMatch(name -> isIn(type, name)));
    }

    private static DescribedPredicate<JavaClass> inRoom(String name) {
        return describe("in the room " + name, type -> isIn(type, name));
    }

    @TestFactory
    Stream<DynamicTest> librariesStayAtHome() {
        return new TreeMap<>(HOMES).entrySet().stream().map(
                home -> DynamicTest.dynamicTest(home.getKey(), () -> checkLibrary(home.getKey(), home.getValue())));
    }

    private static void checkLibrary(String library, List<String> homes) {
        noClasses().that(outside(homes)).should().dependOnClassesThat().resideInAPackage(library + "..").check(OURS);
    }

    /** The rules above would also hold if a library were not found at all, or if nobody needed its home any more. */
    @TestFactory
    Stream<DynamicTest> homesAreLivedIn() {
        return new TreeMap<>(HOMES).entrySet().stream().flatMap(home -> home.getValue().stream()
                .filter(name -> !name.equals("platform.windows"))
                .map(name -> DynamicTest.dynamicTest(name + " sees " + home.getKey(),
                        () -> assertTrue(OURS.stream().filter(type -> isIn(type, name))
                                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                                .anyMatch(use -> use.getTargetClass().getPackageName().startsWith(home.getKey()))))));
    }

    @TestFactory
    Stream<DynamicTest> roomsLookOnlyIntoTheirNeighbours() {
        return new TreeMap<>(ROOMS).entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(room.getKey(), () -> checkRoom(room.getKey(), room.getValue())));
    }

    private static void checkRoom(String room, List<String> neighbours) {
        DescribedPredicate<JavaClass> strangers = describe("of rooms other than " + neighbours,
                type -> type.getPackageName().startsWith("dev.vigil") && !isIn(type, room)
                        && neighbours.stream().noneMatch(neighbour -> isIn(type, neighbour)));
        noClasses().that(inRoom(room)).should().dependOnClassesThat(strangers).check(OURS);
    }

    @Test
    void everyPackageHasARoom() {
        List<String> homeless = OURS.stream().filter(type -> type.getPackageName().startsWith("dev.vigil"))
                .filter(type -> !isIn(type, "server") && ROOMS.keySet().stream().noneMatch(room -> isIn(type, room)))
                .map(JavaClass::getPackageName).distinct().sorted().toList();
        assertEquals(List.of(), homeless, "name them, and what they may look into, in this test");
    }

    @Test
    void theServerDecidesNothing() {
        noClasses().that(inRoom("server")).should().dependOnClassesThat(describe("of the controller besides its words",
                type -> isIn(type, "recovery") && outside(WORDS_OF_THE_CONTROLLER).test(type))).check(OURS);
    }

    @Test
    void nobodyNeedsTheServer() {
        noClasses().that(describe("outside of the server", type -> !isIn(type, "server"))).should()
                .dependOnClassesThat(inRoom("server")).check(OURS);
    }

    @Test
    void onlyTheStoreAndItsMakersSeeTheJournal() {
        noClasses().that(outside(List.of("lcd.journal", "lcd.store", "server.membership", "server.metrics",
                "server.wiring"))).should()
                .dependOnClassesThat(inRoom("lcd.journal")).check(OURS);
    }

    @Test
    void systemsAreKnownBehindTheirPortsOnly() {
        noClasses().that(outside(List.of("platform.posix", "platform.windows"))).should()
                .dependOnClassesThat(
                        describe("of one system", type -> isIn(type, "platform.posix") || isIn(type, "platform.windows")))
                .check(OURS);
    }

    @Test
    void packagesFormNoCircle() {
        // The door of the communication manager opens what lies behind it; that one circle is left out.
        slices().matching("dev.vigil.(**)").should().beFreeOfCycles()
                .ignoreDependency(inRoom("comm.CommManager"), inRoom("comm.netty")).check(OURS);
    }

    @TestFactory
    Stream<DynamicTest> pureRoomsSeeOnlyValuesAndKeepTheirOrder() {
        return PURE.stream().map(room -> DynamicTest.dynamicTest(room, () -> {
            checkSenses(room);
            checkOrder(room);
        }));
    }

    private static void checkSenses(String room) {
        DescribedPredicate<JavaClass> senses = describe("with senses or hands: clocks, chance, threads, files, networks, loggers",
                type -> !type.getPackageName().startsWith("dev.vigil") && !type.isPrimitive()
                        && (!QUIET.contains(type.getBaseComponentType().getPackageName())
                                || NOT_QUIET.contains(type.getBaseComponentType().getName())));
        noClasses().that(insidePure(room)).should().dependOnClassesThat(senses).check(OURS);
    }

    private static void checkOrder(String room) {
        DescribedPredicate<JavaMethodCall> loud = describe("that asks the time or makes a collection without an order",
                call -> LOUD.contains(call.getTargetOwner().getSimpleName() + "." + call.getName()));
        noClasses().that(insidePure(room)).should().callMethodWhere(loud).check(OURS);
    }

    private static DescribedPredicate<JavaClass> insidePure(String room) {
        return describe("in the pure room " + room, type -> isIn(type, room) && !isIn(type, "simulator.SimulatorCommand"));
    }

    /** Rooms that are known to break a rule break it here too: none of the checks is blind. */
    @Test
    void theChecksFindWhatIsThere() {
        assertThrows(AssertionError.class, () -> checkLibrary("io.netty", List.of("comm.netty")));
        assertThrows(AssertionError.class, () -> checkRoom("admin", List.of("recovery")));
        assertThrows(AssertionError.class, () -> checkSenses("server"));
        assertThrows(AssertionError.class, () -> checkOrder("server"));
        assertThrows(AssertionError.class, () -> slices().matching("dev.vigil.(**)").should().beFreeOfCycles().check(OURS));
    }
}
