package dev.vigil.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalTime;
import java.time.ZoneId;

/** The protected application where there is no POSIX shell. Runs until it is killed. */
final class ApplicationLoop {
    private static final long PERIOD_MILLIS = 50;

    private ApplicationLoop() {}

    /** The node and the folder. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        Files.writeString(folder.resolve(arguments[0] + ".application.pid"), ProcessHandle.current().pid() + "\n");
        Path next = folder.resolve("now." + arguments[0]);
        while (true) {
            Files.writeString(next, arguments[0] + " " + LocalTime.now(ZoneId.systemDefault()) + "\n");
            Files.move(next, folder.resolve("now"), StandardCopyOption.REPLACE_EXISTING);
            Commands.pause(PERIOD_MILLIS);
        }
    }
}
