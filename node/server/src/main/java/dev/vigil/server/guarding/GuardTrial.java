package dev.vigil.server.guarding;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.platform.Halt;
import dev.vigil.platform.KernelGate;
import dev.vigil.platform.Platform;
import dev.vigil.platform.SystemFault;
import dev.vigil.platform.guard.Deadline;
import dev.vigil.platform.guard.Guard;
import dev.vigil.platform.guard.GuardListener;
import dev.vigil.platform.guard.Report;

/**
 * Measures on this machine what a guard and a gate need, with a guard of its own, a small tree of programs, and a gate for one address of
 * the loopback interface that nobody uses. Prints one line for each; nothing of it is left behind.
 */
public final class GuardTrial {
    private static final byte[] UNUSED = {127, 77, 77, 77};
    private static final Duration FOR = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int LISTEN_MILLIS = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Platform platform = Platform.current();
    private final PrintStream out;

    private GuardTrial(PrintStream out) {
        this.out = out;
    }

    public static void run(PrintStream out) throws IOException {
        GuardTrial trial = new GuardTrial(out);
        trial.programs();
        trial.gate();
    }

    private void programs() throws IOException {
        Path log = Files.createTempFile("vigil-guard-trial", ".log");
        Heard heard = new Heard();
        Guard guard = new Guard(platform, new Guard.Settings("trial", Halt.Method.OFF, log), heard);
        try {
            long began = System.nanoTime();
            Ticks far = platform.clock().now().plus(Duration.ofHours(1));
            guard.feed(new Deadline(far, far, Duration.ZERO));
            heard.ready.get(LONG.toSeconds(), TimeUnit.SECONDS);
            double start = millis(System.nanoTime() - began);
            KillTrial.run(platform.processes(), guard::attempt);
            Report.Tried tried = heard.tried.get(LONG.toSeconds(), TimeUnit.SECONDS);
            say(Line.of("programs").with("ended", tried.ended()).with("survivors", tried.survivors())
                    .with("took-ms", text(millis(tried.took().toNanos()))).with("start-ms", text(start)));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failed) {
            say(Line.of("programs").with("trouble", "the guard does not answer: " + Files.readString(log).strip()));
        } finally {
            guard.close();
            Files.deleteIfExists(log);
        }
    }

    private void gate() throws IOException {
        InetAddress address = InetAddress.getByAddress(UNUSED);
        KernelGate gate = platform.gate("trial " + ProcessHandle.current().pid());
        Optional<SystemFault> fault = gate.install(List.of(address)).or(() -> gate.open(List.of(address), FOR));
        if (fault.isPresent()) {
            say(Line.of("gate").with("trouble", fault.get()));
            return;
        }
        long opened = System.nanoTime();
        try (DatagramSocket socket = new DatagramSocket(0, address)) {
            socket.setSoTimeout(LISTEN_MILLIS);
            double byItself = untilSilent(socket, opened);
            gate.open(List.of(address), LONG);
            boolean isOpen = hears(socket);
            long told = System.nanoTime();
            gate.shut();
            double byHand = millis(System.nanoTime() - told);
            say(isOpen && !hears(socket)
                    ? Line.of("gate").with("by-hand-ms", text(byHand)).with("by-itself-ms", text(byItself)).with("of-ms",
                            FOR.toMillis())
                    : Line.of("gate").with("trouble", "the kernel took the gate, and it holds nothing back"));
        } finally {
            gate.remove();
        }
    }

    private static double untilSilent(DatagramSocket socket, long since) throws IOException {
        long heard = since;
        while (hears(socket) && System.nanoTime() - since < LONG.toNanos()) {
            heard = System.nanoTime();
        }
        return millis(heard - since);
    }

    /** Whether what is sent to the address arrives there. */
    private static boolean hears(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1], 1, socket.getLocalAddress(), socket.getLocalPort());
        try {
            socket.send(packet);
            socket.receive(packet);
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        }
    }

    private void say(Line line) {
        out.println(line);
    }

    private static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    private static String text(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }

    private static final class Heard implements GuardListener {
        private final CompletableFuture<Long> ready = new CompletableFuture<>();
        private final CompletableFuture<Report.Tried> tried = new CompletableFuture<>();

        @Override
        public void ready(long pid) {
            ready.complete(pid);
        }

        @Override
        public void died(String detail) {
            IOException death = new IOException(detail);
            ready.completeExceptionally(death);
            tried.completeExceptionally(death);
        }

        @Override
        public void acted(Report.Acted acted) {
            died("it acted: " + acted);
        }

        @Override
        public void tried(Report.Tried report) {
            tried.complete(report);
        }

        @Override
        public void said(String line) {
            System.err.println(line);
        }
    }
}
