package dev.vigil.kits.generic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

import dev.vigil.kit.contract.KillableKitContract;
import dev.vigil.kit.contract.KitBench;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The generic application keeps the contract, with real scripts and a real daemon. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "its scripts are those of a Linux shell")
class GenericKitTest extends KillableKitContract {
    @TempDir
    Path folder = Path.of("");

    @Override
    protected KitBench openBench() throws IOException {
        return new ScriptBench(folder);
    }

    /** The script ignores the polite signal, and leaves a child that has left its family. */
    @Override
    protected SortedMap<String, String> hangingProperties() throws IOException {
        ScriptBench scripts = (ScriptBench) bench;
        Path hang = scripts.script("hang", "trap '' TERM INT HUP", "setsid sh -c \"trap '' TERM; sleep 600; sleep 600\" &",
                "while true; do sleep 600; done");
        SortedMap<String, String> properties = scripts.properties();
        for (String action : new String[]{"restore", "remove", "quickCheck"}) {
            properties.put(action, hang.toString());
        }
        return properties;
    }

    @Override
    protected long processesLeft() throws IOException {
        return ((ScriptBench) bench).processesLeft();
    }
}
