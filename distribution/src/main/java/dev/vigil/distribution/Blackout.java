package dev.vigil.distribution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A watch from outside, that knows nothing of the cluster: how long there was nothing. It is running when it is there. */
record Blackout(String what, CompletableFuture<Long> length) {
    private static final long LIMIT_SECONDS = 30;
    private static final long LOOK_MILLIS = 1;

    /** From the last line that another node wrote to the first that {@code next} writes. */
    static Blackout ofApplication(Application application, String next) {
        CompletableFuture<Long> length = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("watch-application").start(() -> {
            String before = application.now();
            long changed = System.nanoTime();
            while (!length.isDone()) {
                String now = application.now();
                if (!now.equals(before) && !now.isEmpty()) {
                    if (now.startsWith(next)) {
                        length.complete((System.nanoTime() - changed) / 1_000_000);
                    }
                    changed = System.nanoTime();
                    before = now;
                }
                Commands.pause(LOOK_MILLIS);
            }
        });
        return new Blackout("The application writes again", length);
    }

    /** From the last answer of the address to the next one, by a client in a process of its own. Returns after the first answer. */
    static Blackout ofAddress(Hosts.FloatingAddress floating) {
        List<String> command = new ArrayList<>(floating.client());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        command.addAll(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx32m", "-cp",
                System.getProperty("java.class.path"), AddressProbe.class.getName(), floating.address()));
        try {
            Process probe = new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader lines = new BufferedReader(
                    new InputStreamReader(probe.getInputStream(), StandardCharsets.UTF_8));
            String first = lines.readLine();
            if (!"0".equals(first)) {
                throw new DemoFailure("the address " + floating.address() + " does not answer to begin with: " + first);
            }
            CompletableFuture<Long> length = new CompletableFuture<>();
            Thread.ofPlatform().daemon().name("watch-address").start(() -> longest(probe, lines, length));
            return new Blackout("The address answers again", length);
        } catch (IOException e) {
            throw new DemoFailure("the client of the address does not start: " + e);
        }
    }

    /** A stall of this machine is a gap too; so the longest counts of all that come within a second of the first. */
    private static void longest(Process probe, BufferedReader lines, CompletableFuture<Long> length) {
        try {
            long longest = 0;
            long seen = 0;
            while (seen == 0 || System.nanoTime() - seen < TimeUnit.SECONDS.toNanos(1)) {
                if (lines.ready()) {
                    longest = Math.max(longest, Long.parseLong(lines.readLine()));
                    seen = longest < 100 ? 0 : System.nanoTime();
                }
                Commands.pause(LOOK_MILLIS);
            }
            length.complete(longest);
        } catch (IOException | NumberFormatException e) {
            length.completeExceptionally(e);
        } finally {
            probe.destroyForcibly();
        }
    }

    long millis() {
        return length.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).handle((millis, failure) -> {
            if (failure != null) {
                throw new DemoFailure(what + ": not within " + LIMIT_SECONDS + " s (" + failure + ")");
            }
            return millis;
        }).join();
    }
}
