package dev.vigil.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;

/** The world itself: repeatable, printable, and it shows what it is told to do. */
class WorldTest {
    private static final List<Long> SEEDS = LongStream.rangeClosed(101, 104).boxed().toList();

    @Test
    void theSameSeedTellsTheSameStory() {
        for (long seed : SEEDS) {
            Life first = new World(ScenarioGenerator.of(seed)).live();
            assertEquals(first, new World(ScenarioGenerator.of(seed)).live(), "seed " + seed);
            assertTrue(first.trace().size() > 50, "hardly anything happened in seed " + seed);
        }
        assertNotEquals(new World(ScenarioGenerator.of(101)).live().hash(), new World(ScenarioGenerator.of(102)).live().hash());
    }

    @Test
    void anotherProcessTellsTheSameStory() throws IOException, InterruptedException {
        for (long seed : SEEDS.subList(0, 2)) {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                    "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), SimulatorCommand.class.getName(),
                    "--seed",
                    Long.toString(seed)).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            Life here = new World(ScenarioGenerator.of(seed)).live();
            assertEquals("trace " + here.hash() + ", " + here.trace().size() + " lines", printed.lines().findFirst().orElse(""));
        }
    }

    @Test
    void aScenarioIsReadBackAsItWas() {
        for (long seed = 1; seed <= 200; seed++) {
            Scenario scenario = ScenarioGenerator.of(seed);
            assertEquals(scenario, ScenarioText.parse(ScenarioText.print(scenario)), "seed " + seed);
            Scenario changing = ScenarioGenerator.changing(seed);
            Scenario ruling = ScenarioGenerator.ruling(seed);
            assertEquals(ruling, ScenarioText.parse(ScenarioText.print(ruling)), "seed " + seed);
            assertEquals(changing, ScenarioText.parse(ScenarioText.print(changing)), "seed " + seed);
        }
    }

    @Test
    void everyKindOfFaultIsDrawn() {
        List<String> kinds = LongStream.rangeClosed(1, 200).boxed().flatMap(seed -> ScenarioGenerator.of(seed).faults().stream())
                .map(fault -> ScenarioText.print(fault).verb()).distinct().sorted().toList();
        assertEquals(List.of("bad-kit", "break", "cut", "freeze", "kill", "move", "old-disk", "power-off"), kinds);
    }

    @Test
    void aQuietWorldComesIntoServiceAndAPowerCutMovesIt() {
        Scenario quiet = ScenarioGenerator.of(1).with(List.of());
        assertEquals(java.util.Optional.empty(), new World(quiet).live().broken());
        Life failover = new World(quiet.with(List.of(new Fault.PowerOff(Ticks.ofMillis(20_000), Duration.ofSeconds(60),
                new NodeId("alpha"))))).live();
        assertEquals(java.util.Optional.empty(), failover.broken());
        assertTrue(failover.trace().stream().anyMatch(line -> line.contains("bravo") && line.contains("failover-done")),
                "bravo should have taken over");
    }
}
