package dev.vigil.platform.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vigil.platform.Scheduling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

final class NiceSchedulingTest {
    private static final int FAVOURED = -15;
    private final Scheduling scheduling = new NiceScheduling();

    /** Of this thread, as its kernel says: the 17th field behind the name in parentheses. */
    private static int nice() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Seen(boolean isAllowed, int nice) {}

    private static Seen onAThreadOfItsOwn(Scheduling scheduling) throws InterruptedException, ExecutionException {
        CompletableFuture<Seen> seen = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> seen.complete(new Seen(scheduling.favour(), nice())));
        return seen.get();
    }

    @Test
    void theRuntimeIsFavouredWhereAThreadIs() throws InterruptedException, ExecutionException {
        assertEquals(onAThreadOfItsOwn(scheduling).isAllowed(), scheduling.favourRuntime());
    }

    @Test
    void favoursTheCallingThreadAndNoOther() throws InterruptedException, ExecutionException {
        int before = nice();

        Seen favoured = onAThreadOfItsOwn(scheduling);

        assertEquals(favoured.isAllowed() ? FAVOURED : before, favoured.nice());
        assertEquals(before, nice());
    }
}
