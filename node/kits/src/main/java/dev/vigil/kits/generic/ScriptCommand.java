package dev.vigil.kits.generic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.vigil.kit.ActionCall;
import dev.vigil.kit.KitInstance;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;

/** How a script is called: its command line and its environment. */
final class ScriptCommand {
    /** The two ways in which operating systems run files. */
    enum Family {
        POSIX, WINDOWS;

        static Family ofThisMachine() {
            return System.getProperty("os.name", "").startsWith("Windows") ? WINDOWS : POSIX;
        }
    }

    /** The resource that a script is called for. */
    record Subject(Tag tag, NodeId node, String id, String info) {
        static Subject of(KitInstance instance) {
            return new Subject(instance.tag(), instance.node(), instance.id(), instance.info());
        }
    }

    private ScriptCommand() {}

    /** The source stands behind what every script gets; the tag of a resource is the same on every node. */
    static List<String> line(Path script, KitInstance instance, ActionCall call, Family family) {
        List<String> line = new ArrayList<>(starter(script, family));
        line.add(script.toString());
        line.addAll(List.of("-t", instance.tag().value(), "-i", instance.id()));
        call.source().ifPresent(source -> line.addAll(List.of("-s", source.value())));
        return line;
    }

    /** What runs a file that the system does not run by itself. */
    static List<String> starter(Path script, Family family) {
        String name = script.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".jar")) {
            return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar");
        }
        if (family == Family.POSIX) {
            return List.of();
        }
        if (name.endsWith(".ps1")) {
            return List.of("powershell.exe", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File");
        }
        return name.endsWith(".cmd") || name.endsWith(".bat") ? List.of("cmd.exe", "/d", "/c") : List.of();
    }

    /** What every script sees; {@code word} names the action. */
    static Map<String, String> environment(String word, Subject subject, ActionCall call) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("VIGIL_TAG", subject.tag().value());
        environment.put("VIGIL_ID", subject.id());
        environment.put("VIGIL_INFO", subject.info());
        environment.put("VIGIL_ACTION", word);
        environment.put("VIGIL_NODE", subject.node().value());
        environment.put("VIGIL_REASON", call.reason());
        call.source().ifPresent(source -> environment.put("VIGIL_SOURCE", source.value()));
        // 1 will announce a rehearsal; scripts that heed it today need no change then
        environment.put("VIGIL_DRYRUN", "0");
        return environment;
    }
}
