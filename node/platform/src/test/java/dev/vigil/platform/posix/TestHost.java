package dev.vigil.platform.posix;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Another host for tests: one thread that lives in a network namespace of its own, reached over a virtual cable. */
final class TestHost implements AutoCloseable {
    private static final int CLONE_NEWNET = 0x40000000;

    static {
        Native.register(TestHost.class, "c");
    }

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final String namespace;

    private static native int unshare(int flags);

    TestHost() throws Exception {
        namespace = on(() -> {
            if (unshare(CLONE_NEWNET) != 0) {
                throw new IllegalStateException(Errno.fault("unshare(CLONE_NEWNET)", Errno.last()).toString());
            }
            String task = Files.readSymbolicLink(Path.of("/proc/thread-self")).toString();
            return "/proc/" + task + "/ns/net";
        });
    }

    /** Lays a cable from {@code here} in this namespace to {@code there} in the other, and switches both ends on. */
    void cable(String here, String there) throws Exception {
        ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", namespace);
        ip("link", "set", here, "up");
        on(() -> ip("link", "set", there, "up"));
    }

    /** Runs something in the other host's network. */
    <T> T on(Callable<T> work) throws Exception {
        try {
            return thread.submit(work).get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    /** The {@code ip} command in the network of the calling thread. */
    static String ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
