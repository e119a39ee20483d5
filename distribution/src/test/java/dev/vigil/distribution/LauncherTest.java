package dev.vigil.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher for Linux with scripts in the place of Java: which one it takes, and what it tells it. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
    private static final Path SOURCE = Path.of("src/main/package");
    @TempDir
    private Path temporary = Path.of("");
    private Path base = Path.of("");
    private Path launcher = Path.of("");
    private final Map<String, String> environment = new TreeMap<>();

    private record Outcome(int exitCode, List<String> lines) {
        String first() {
            return lines.isEmpty() ? "" : lines.getFirst();
        }
    }

    @BeforeEach
    void unpack() throws IOException {
        // A blank in the path, since users put programs into such folders.
        base = Files.createDirectory(temporary.toRealPath().resolve("a b"));
        launcher = base.resolve("package/bin/vigil");
        for (Path file : List.of(Path.of("bin/vigil"), Path.of("conf/jvm-21.options"), Path.of("conf/jvm-25.options"),
                Path.of("conf/cli-21.options"))) {
            Path target = base.resolve("package").resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(SOURCE.resolve(file), target);
        }
        Files.createDirectories(base.resolve("package/lib/cli"));
        Files.createFile(base.resolve("package/lib/cli/vigil-cli.jar"));
        executable(launcher);
        environment.put("VIGIL_JVM_FOLDER", base.resolve("no-folder").toString());
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A script that says its version when asked, and else prints its path and each of its arguments. */
    private Path java(String folder, String version) throws IOException {
        Path java = base.resolve(folder).resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'openjdk version "%s" 2026-01-01' >&2
                    exit 0
                fi
                printf '%%s\\n' "$0" "$@"
                """.formatted(version));
        executable(java);
        return java;
    }

    private Path released(String folder, String version) throws IOException {
        Path java = java(folder, "0 (the release file was not read)");
        Files.writeString(base.resolve(folder).resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return java;
    }

    private Outcome run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("VIGIL_") || name.equals("JAVA_HOME"));
        builder.environment().put("PATH", base.resolve("path/bin") + ":/usr/bin:/bin");
        // The machine's own Java must not be found by way of /usr/bin.
        if (!Files.exists(base.resolve("path/bin/java"))) {
            java("path", "17.0.1");
        }
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Outcome(process.exitValue(), output.lines().toList());
    }

    @Test
    void theOrderOfTheSearch() throws Exception {
        Path onPath = java("path", "21.0.1");
        assertEquals(onPath.toString(), run("status").first());
        environment.put("VIGIL_JVM_FOLDER", base.resolve("jvm").toString());
        released("jvm/java-17", "17.0.9");
        Path system = released("jvm/java-23", "23");
        assertEquals(system.toString(), run("status").first());
        environment.put("JAVA_HOME", base.resolve("home").toString());
        Path javaHome = released("home", "21.0.2");
        assertEquals(javaHome.toString(), run("status").first());
        Path runtime = released("package/runtime", "25");
        assertEquals(runtime.toString(), run("status").first());
        Path told = released("told", "21");
        environment.put("VIGIL_JAVA", told.toString());
        assertEquals(told.toString(), run("status").first());
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_402", "17.0.15", "20.0.2", "11"})
    void anOldJavaIsPassedOver(String version) throws Exception {
        environment.put("VIGIL_JAVA", released("told", version).toString());
        Path onPath = java("path", "22-ea");
        assertEquals(onPath.toString(), run("status").first());
    }

    @Test
    void withoutAnyTheErrorNamesWhatWasLookedAt() throws Exception {
        environment.put("VIGIL_JAVA", base.resolve("nowhere/bin/java").toString());
        environment.put("JAVA_HOME", base.resolve("home").toString());
        released("home", "17.0.9");
        Outcome outcome = run("status");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.first().startsWith("vigil: There is no Java of version 21 or later."), outcome.toString());
        assertTrue(outcome.lines().contains("  " + base.resolve("nowhere/bin/java") + " (not there)"), outcome.toString());
        assertTrue(outcome.lines().contains("  " + base.resolve("home/bin/java") + " (version 17.0.9)"), outcome.toString());
        assertTrue(outcome.lines().contains("  " + base.resolve("path/bin/java") + " (version 17.0.1)"), outcome.toString());
        assertTrue(outcome.lines().getLast().contains("VIGIL_JAVA="), outcome.toString());
    }

    @ParameterizedTest
    @CsvSource({"21.0.1,21", "24,21", "25.0.3,25", "27-ea,25"})
    void eachRuntimeHasItsOptions(String version, String options) throws Exception {
        environment.put("VIGIL_JAVA", released("told", version).toString());
        List<String> lines = run("--server", "run", "--home", "/h h").lines();
        assertEquals("@" + base.resolve("package/conf/jvm-" + options + ".options"), lines.get(1));
        assertEquals(List.of("dev.vigil.server.Main", "run", "--home", "/h h"), lines.subList(lines.size() - 4, lines.size()));
    }

    @Test
    void anArchiveIsUsedWhereItFits() throws Exception {
        Files.createFile(base.resolve("package/lib/server-21.jsa"));
        Files.createFile(base.resolve("package/lib/server-25.aot"));
        environment.put("VIGIL_JAVA", released("told", "25").toString());
        assertTrue(run("--server").lines().contains("-XX:AOTCache=" + base.resolve("package/lib/server-25.aot")));
        environment.put("VIGIL_JAVA", released("told", "21").toString());
        assertTrue(run("--server").lines().contains("-XX:SharedArchiveFile=" + base.resolve("package/lib/server-21.jsa")));
        environment.put("VIGIL_JAVA", released("told", "22").toString());
        assertTrue(run("--server").lines().contains("-Xshare:auto"));
    }

    @Test
    void inFrontTheServerTakesThePlaceOfTheLauncher() throws Exception {
        environment.put("VIGIL_JAVA", released("told", "25").toString());
        environment.put("VIGIL_HOME", "/from environment");
        for (String[] arguments : List.of(new String[]{"--home", "/h h", "start", "--foreground"},
                new String[]{"start", "--foreground", "--home=/h h"})) {
            List<String> lines = run(arguments).lines();
            assertEquals(List.of("dev.vigil.server.Main", "run", "--home", "/h h"),
                    lines.subList(lines.size() - 4, lines.size()));
        }
        assertEquals("/from environment", run("start", "--foreground").lines().getLast());
        assertTrue(run("start", "--foreground", "--help").lines().contains("dev.vigil.cli.Main"));
        assertTrue(run("--home", "start", "status", "--foreground").lines().contains("dev.vigil.cli.Main"));
    }

    @Test
    void allElseIsForTheCommandLine() throws Exception {
        environment.put("VIGIL_JAVA", released("told", "25").toString());
        List<String> lines = run("explain", "a b", "").lines();
        int main = lines.indexOf("dev.vigil.cli.Main");
        assertEquals(List.of("explain", "a b", ""), lines.subList(main + 1, lines.size()));
        assertTrue(lines.contains("-Dvigil.launcher=" + launcher), lines.toString());
        assertTrue(lines.contains("-Xbootclasspath/a:" + base.resolve("package/lib/cli/vigil-cli.jar")), lines.toString());
    }

    @Test
    void isFoundThroughALink() throws Exception {
        environment.put("VIGIL_JAVA", released("told", "25").toString());
        Path link = Files.createSymbolicLink(base.resolve("vigil"), Path.of("package/bin/vigil"));
        Path real = launcher;
        launcher = link;
        assertTrue(run("status").lines().contains("-Dvigil.launcher=" + real));
    }
}
