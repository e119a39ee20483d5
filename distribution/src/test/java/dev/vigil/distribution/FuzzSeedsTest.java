package dev.vigil.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the fuzzers once found stays mended, and every class that calls itself a target is in their list. */
@Timeout(300)
class FuzzSeedsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyTargetStandsInTheList() throws IOException {
        List<String> classes = new ArrayList<>();
        List<FuzzSeeds.Target> targets = FuzzSeeds.Target.all(ROOT);
        for (String module : targets.stream().map(FuzzSeeds.Target::module).distinct().toList()) {
            Path sources = ROOT.resolve(module).resolve("src/test/java");
            try (Stream<Path> files = Files.walk(sources)) {
                files.map(file -> sources.relativize(file).toString().replace(File.separatorChar, '.'))
                        .filter(name -> name.endsWith("Fuzz.java"))
                        .forEach(name -> classes.add(name.substring(0, name.length() - ".java".length())));
            }
        }
        assertEquals(classes.stream().sorted().toList(), targets.stream().map(FuzzSeeds.Target::type).sorted().toList());
    }

    @Test
    void whatIsKnownIsReadOrRefused() throws IOException, InterruptedException {
        List<String> classpath = new ArrayList<>();
        for (String module : FuzzSeeds.Target.all(ROOT).stream().map(FuzzSeeds.Target::module).distinct().toList()) {
            classpath.add(ROOT.resolve(module).resolve("target/test-classes").toString());
        }
        classpath.add(System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home")).resolve("bin/java").toString(), "-Xmx128m",
                "-Xss512k",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", String.join(File.pathSeparator, classpath),
                FuzzSeeds.class.getName(), ROOT.toString()).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        for (FuzzSeeds.Target target : FuzzSeeds.Target.all(ROOT)) {
            assertTrue(text.contains(target.name() + " "), text);
        }
    }
}
