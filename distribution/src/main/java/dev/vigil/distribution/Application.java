package dev.vigil.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What the demonstration protects: a program that writes the name of its node and the time into a file, twenty times a second. */
final class Application {
    private static final String LOOP = """
            #!/bin/sh
            # The protected application. $1: the node, $2: the folder.
            while :; do
                echo "$1 $(date '+%H:%M:%S.%N')" > "$2/now.$1" && mv "$2/now.$1" "$2/now"
                sleep 0.05
            done
            """;
    private static final String RESTORE = """
            #!/bin/sh
            # Starts the application on this node.
            folder='@folder@'
            sh "$folder/application" "$VIGIL_NODE" "$folder" < /dev/null > /dev/null 2>&1 &
            echo $! > "$folder/$VIGIL_NODE.application.pid"
            """;
    private static final String REMOVE = """
            #!/bin/sh
            # Ends the application on this node; it is well if it does not run.
            file='@folder@'/$VIGIL_NODE.application.pid
            [ -f "$file" ] || exit 0
            pid=$(cat "$file")
            if grep -q application "/proc/$pid/cmdline" 2> /dev/null; then
                kill "$pid" || exit 1
            fi
            rm -f "$file"
            """;
    private static final String QUICK_CHECK = """
            #!/bin/sh
            # Whether the application runs on this node.
            pid=$(cat '@folder@'/$VIGIL_NODE.application.pid) && grep -q application "/proc/$pid/cmdline"
            """;

    private static final String RESTORE_CMD = """
            @echo off
            start "" /b "@java@" -cp "@classes@" dev.vigil.distribution.ApplicationLoop %VIGIL_NODE% "@folder@" <nul >nul 2>nul
            """;
    private static final String REMOVE_CMD = """
            @echo off
            if not exist "@folder@\\%VIGIL_NODE%.application.pid" exit /b 0
            for /f %%p in (@folder@\\%VIGIL_NODE%.application.pid) do taskkill /f /pid %%p >nul 2>nul
            del "@folder@\\%VIGIL_NODE%.application.pid"
            """;
    private static final String QUICK_CHECK_CMD = """
            @echo off
            for /f %%p in (@folder@\\%VIGIL_NODE%.application.pid) do tasklist /fi "pid eq %%p" | find "%%p" >nul
            """;

    private final Path folder;

    Application(Path folder) {
        this.folder = folder;
    }

    Path scripts() {
        return folder.resolve("scripts");
    }

    void install() throws IOException {
        Files.createDirectories(scripts());
        if (Commands.isWindows()) {
            script(scripts().resolve("restore.cmd"), RESTORE_CMD);
            script(scripts().resolve("remove.cmd"), REMOVE_CMD);
            script(scripts().resolve("quickCheck.cmd"), QUICK_CHECK_CMD);
            return;
        }
        script(folder.resolve("application"), LOOP);
        script(scripts().resolve("restore"), RESTORE);
        script(scripts().resolve("remove"), REMOVE);
        script(scripts().resolve("quickCheck"), QUICK_CHECK);
    }

    private void script(Path file, String text) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String written = text.replace("@folder@", folder.toString()).replace("@java@", java).replace("@classes@",
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString());
        Files.writeString(file, written, StandardCharsets.UTF_8);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    /** What it wrote last: its node and a time; empty before its first line. */
    String now() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("now"), StandardCharsets.UTF_8);
            return lines.isEmpty() ? "" : lines.getFirst();
        } catch (NoSuchFileException notYet) {
            return "";
        } catch (IOException e) {
            throw new DemoFailure("the application's file cannot be read: " + e);
        }
    }
}
