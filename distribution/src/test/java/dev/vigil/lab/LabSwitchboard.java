package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What cuts the power of the lab's hosts when the fence agent of one of them asks for it, by files in a folder that every host sees: a network
 * of its own, as the cards for remote power have. Used by the one thread that uses the stage.
 */
final class LabSwitchboard {
    private static final Duration LOOK = Duration.ofMillis(20);
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

    Path folder() {
        return folder;
    }

    /** The agent of the lab, as a host finds it. */
    static Path agent() {
        return Path.of("distribution", "src", "lab", "fence_lab").toAbsolutePath();
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
