package dev.vigil.kits.generic;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.vigil.kit.KitContext;
import dev.vigil.kit.KitRefusal;
import dev.vigil.kit.RecoveryKit;
import dev.vigil.kit.contract.KitBench;
import dev.vigil.lcd.model.Action;
import dev.vigil.platform.Platform;
import dev.vigil.platform.Processes;

/** A small daemon with the three scripts that protect it, in a folder of its own. */
final class ScriptBench implements KitBench {
    private static final String ALIVE = "pid=$(cat \"$here/pid\" 2>/dev/null) && grep -q '^State:.[^ZX]' \"/proc/$pid/status\" 2>/dev/null";

    final Path folder;
    final Map<Action, String> written = new ConcurrentHashMap<>();
    private final Processes processes = Platform.current().processes();
    private final String id = "app-" + UUID.randomUUID();

    ScriptBench(Path folder) throws IOException {
        this.folder = folder;
        script("restore.sh", ALIVE + " && exit 0", "setsid sleep 3600 </dev/null >/dev/null 2>&1 &", "echo $! > \"$here/pid\"");
        script("Remove", ALIVE + " && kill \"$pid\"", "rm -f \"$here/pid\"");
        script("QuickCHK.sh", ALIVE);
        Files.writeString(folder.resolve("restore.sh~"), "left by an editor");
        Files.writeString(folder.resolve("restore.cmd"), "for the other family");
    }

    /** Writes an executable shell script; {@code $here} is its folder. */
    Path script(String name, String... lines) throws IOException {
        return file(name, "#!/bin/sh\nhere='" + folder + "'\n" + String.join("\n", lines) + "\n");
    }

    Path file(String name, String content) throws IOException {
        Path path = Files.writeString(folder.resolve(name), content);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Override
    public RecoveryKit kit() {
        return new GenericKit();
    }

    @Override
    public KitContext context() {
        return new KitContext() {
            @Override
            public void signalFailure(String detail) {
                throw new IllegalStateException("the generic application signals nothing by itself: " + detail);
            }

            @Override
            public void wrote(Action action, String text) {
                written.put(action, text);
            }

            @Override
            public <P> P facility(Class<P> type) throws KitRefusal {
                if (type == Processes.class) {
                    return type.cast(processes);
                }
                throw new KitRefusal("no " + type);
            }
        };
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SortedMap<String, String> properties() {
        return new TreeMap<>(Map.of("scripts", folder.toString()));
    }

    SortedMap<String, String> with(String name, Path script) {
        SortedMap<String, String> properties = properties();
        properties.put(name, script.toString());
        return properties;
    }

    @Override
    public SortedMap<String, String> slowProperties() {
        try {
            return with("restore", script("slow.sh", "sleep 30", "exec \"$here/restore.sh\" \"$@\""));
        } catch (IOException diskTrouble) {
            throw new IllegalStateException(diskTrouble);
        }
    }

    @Override
    public List<Map.Entry<String, SortedMap<String, String>>> wrongProperties() {
        return List.of(Map.entry("restore", new TreeMap<>()),
                Map.entry("remove", new TreeMap<>(Map.of("restore", "/bin/true"))),
                Map.entry("scripts", new TreeMap<>(Map.of("scripts", "relative/path"))),
                Map.entry("quickCheck", new TreeMap<>(Map.of("scripts", "/opt", "quickCheck", "check.sh"))));
    }

    @Override
    public boolean isInService() throws IOException {
        Path pid = folder.resolve("pid");
        if (!Files.exists(pid)) {
            return false;
        }
        Path status = Path.of("/proc", Files.readString(pid).strip(), "status");
        return Files.exists(status) && Files.readAllLines(status).stream().noneMatch(line -> line.matches("State:\\s*[ZX].*"));
    }

    @Override
    public void breakResource() throws IOException, InterruptedException {
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        while (isInService()) {
            Thread.sleep(5);
        }
    }

    /** How many processes live that a script of this bench has started, the daemon included. */
    long processesLeft() throws IOException {
        long count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                count += isOurs(process) ? 1 : 0;
            }
        }
        return count;
    }

    private boolean isOurs(Path process) {
        try {
            return Files.readString(process.resolve("environ"), java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains("VIGIL_ID=" + id);
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (isInService()) {
            ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("pid")).strip()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
