package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What cuts the power of the lab's hosts when the fence agent of one of them asks for it, by files in a folder that every host sees: a network
 * of its own, as the cards for remote power have. Used by the one thread that uses the stage.
 */
final class LabSwitchboard {
    /** Time for a fence and a failover. */
    static final Duration LASTS = Duration.ofSeconds(12);
    private static final Duration LOOK = Duration.ofMillis(20);
    private final VigilCommands commands = new VigilCommands();
    private final Stage stage;
    private final Path folder;
    private final List<String> cut = new ArrayList<>();

    LabSwitchboard(Stage stage) {
        this.stage = stage;
        this.folder = stage.lab().hosts().getFirst().home().getParent().getParent().resolve("switchboard");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the switchboard", e);
        }
    }

    /** Lets the nodes fence the victim by this board. */
    void connect(LabHost asked, LabHost victim, List<String> more) {
        List<String> words = new ArrayList<>(List.of("fence", "create", victim.name() + "-board", victim.name(), "--agent",
                Path.of("distribution", "src", "lab", "fence_lab").toAbsolutePath().toString(), "--option", "folder=" + folder,
                "--limit", "10s"));
        words.addAll(more);
        commands.run(asked, words.toArray(String[]::new));
    }

    /** While the board serves, the owner in trouble is fenced, and then taken over by the other one; never do two hold the address. */
    void fencesInTrouble(LabHost owner, Runnable trouble, ProbeProcess probe, String row) {
        LabHost backup = stage.lab().other(owner);
        long begun = System.nanoTime();
        trouble.run();
        List<String> fenced = serve(LASTS);
        long ended = System.nanoTime();
        assertEquals(List.of(owner.name()), fenced, stage.diagnosis());
        assertEquals(List.of(backup.name()), stage.history().holders(ended), stage.diagnosis());
        assertEquals(0, stage.history().dualActiveNanos(begun, ended), "two hosts held the address\n" + stage.diagnosis());
        assertTrue(commands.run(backup, "history").contains("is fenced"), stage.diagnosis());
        System.out.printf(Locale.ROOT, "{\"row\": \"%s\", \"blackoutMs\": %.1f, \"moves\": %d}%n", row,
                probe.finish().longestGapNanos(begun, ended) / 1e6, stage.history().moves(begun, ended));
    }

    /** Serves for so long; returns whose power was cut since the board was made, in order. */
    List<String> serve(Duration lasts) {
        long end = System.nanoTime() + lasts.toNanos();
        while (System.nanoTime() < end) {
            for (LabHost host : stage.lab().hosts()) {
                if (host.isOn() && Files.exists(folder.resolve(host.name() + ".off"))) {
                    stage.powerOff(host);
                    say(host, "off");
                    cut.add(host.name());
                }
            }
            Pause.of(LOOK);
        }
        return List.copyOf(cut);
    }

    private void say(LabHost host, String state) {
        try {
            Files.writeString(folder.resolve(host.name() + ".state"), state + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the switchboard cannot tell the state of " + host, e);
        }
    }
}
