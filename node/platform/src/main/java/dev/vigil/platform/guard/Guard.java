package dev.vigil.platform.guard;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.platform.Clock;
import dev.vigil.platform.Halt;
import dev.vigil.platform.Platform;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The node's end of its guard: starts it, feeds it, and starts it again when it has died. {@link #feed} and {@link #close} are called by
 * one thread; everything else by any.
 *
 * <p>The guard outlives this process. It acts when its input ends without a {@link #close}, or when it is not fed in time.
 */
public final class Guard {
    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(2);
    private static final long MOST_UNREAD = 64;
    /** Small before all. The archive of the JDK is mapped where it was made for: moved, most of it would be memory of its own. */
    private static final List<String> OPTIONS = List.of("-Xint", "-XX:+UseSerialGC", "-Xms2m", "-Xmx8m", "-Xss256k", "-Xrs",
            "-XX:-UsePerfData", "-Xshare:auto", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0",
            "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8");

    private final Platform platform;
    private final Clock clock;
    private final Settings settings;
    private final GuardListener listener;
    private volatile Charge charge = Charge.NOTHING;
    private volatile Optional<Running> running = Optional.empty();
    private volatile boolean isClosed;
    private Charge told = Charge.NOTHING;
    private long startedNanos;
    private boolean wasStarted;

    /**
     * @param gate the name of the gate that it shuts
     * @param log what it tells people is appended there
     */
    public record Settings(String gate, Halt.Method halt, Path log) {}

    /** One process of the guard, with how far it has read. */
    private static final class Running {
        private final Process process;
        private final BufferedWriter orders;
        private volatile boolean isReady;
        private volatile long read;
        private volatile boolean isOver;
        private final AtomicLong fed = new AtomicLong();
        private final ReentrantLock lock = new ReentrantLock();

        Running(Process process) {
            this.process = process;
            this.orders = process.outputWriter(StandardCharsets.UTF_8);
        }

        /** The end of its reports is seen before that of its process. */
        private boolean isThere() {
            return !isOver && process.isAlive();
        }

        /** So far behind that its pipe would be full in the end, and whoever writes to it would wait. */
        private boolean isBehind() {
            return fed.get() - read >= MOST_UNREAD;
        }

        private void order(Order order) {
            lock.lock();
            try {
                orders.write(Order.print(order) + "\n");
                orders.flush();
            } catch (IOException gone) {
                process.destroyForcibly();
            } finally {
                lock.unlock();
            }
        }
    }

    public Guard(Platform platform, Settings settings, GuardListener listener) {
        this.platform = platform;
        this.clock = platform.clock();
        this.settings = settings;
        this.listener = listener;
    }

    /** What is to be ended from the next feed on. */
    public void charge(Charge next) {
        charge = next;
    }

    /** Whether a guard is there and reads what it is fed. */
    public boolean isWatching() {
        return running.filter(now -> now.isReady && now.isThere() && !now.isBehind()).isPresent();
    }

    /** Its process, if there is one, for people. */
    public Optional<Long> pid() {
        return running.map(now -> now.process.pid());
    }

    /**
     * Moves the deadline; starts the guard if there is none. Never waits for it: one that does not read is not fed. A start takes some
     * ten milliseconds.
     */
    public void feed(Deadline deadline) {
        Optional<Running> now = running.filter(Running::isThere).or(this::start);
        if (now.isEmpty() || now.get().isBehind()) {
            return;
        }
        // The time first: what is new in the charge has the new one.
        now.get()
                .order(new Order.Feed(now.get().fed.incrementAndGet(), clock.machineNanos(deadline.killAt()),
                        clock.machineNanos(deadline.outAt()),
                        deadline.mercy().toNanos()));
        Charge wanted = charge;
        if (!wanted.equals(told)) {
            now.get().order(new Order.Take(wanted));
            told = wanted;
        }
    }

    /** Has it end what carries this mark, to see how long it takes; the listener hears it. */
    public void attempt(String holder) {
        running.ifPresent(now -> now.order(new Order.Trial(holder)));
    }

    /** Lets the guard go without acting if nothing is left to end; else it acts now. */
    public void close() {
        isClosed = true;
        running.ifPresent(now -> {
            if (charge.isEmpty()) {
                now.order(new Order.Bye());
            }
            try {
                now.orders.close();
                now.process.waitFor(BETWEEN_STARTS.toMillis(), TimeUnit.MILLISECONDS);
            } catch (IOException gone) {
                listener.died("it was gone when the node ended: " + gone.getMessage());
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * Lets the guard wait for the next life of this node, which takes the note away when it has a guard of its own; at this moment the guard
     * ends what was charged. False when there is none that could.
     */
    public boolean leave(Ticks until, Path note) {
        isClosed = true;
        return running.filter(Running::isThere).map(now -> {
            now.order(new Order.Take(charge));
            now.order(new Order.Leave(clock.machineNanos(until), note));
            return now.isThere();
        }).orElse(false);
    }

    private Optional<Running> start() {
        long now = System.nanoTime();
        if (isClosed || wasStarted && now - startedNanos < BETWEEN_STARTS.toNanos()) {
            return Optional.empty();
        }
        startedNanos = now;
        wasStarted = true;
        try {
            ProcessBuilder builder = new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
            builder.environment().keySet().retainAll(List.of("PATH", "TMPDIR", "HOME", "LANG"));
            builder.environment().put("MALLOC_ARENA_MAX", "1"); // the C library's heap in one piece, not one for each thread
            Running begun = new Running(builder.start());
            running = Optional.of(begun);
            told = Charge.NOTHING;
            begun.order(new Order.Setup(settings.gate(), settings.halt()));
            Thread.ofPlatform().name("guard-reports").daemon().start(() -> hear(begun));
            return running;
        } catch (IOException refused) {
            listener.died("it does not start: " + refused.getMessage());
            return Optional.empty();
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, platform.libraries().stream().map(Path::toString).toList()),
                GuardProgram.class.getName()));
        return command;
    }

    private void hear(Running from) {
        try (BufferedReader reports = from.process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reports.readLine(); line != null; line = reports.readLine()) {
                heard(from, line);
            }
        } catch (IOException broken) {
            listener.said("its reports broke off: " + broken.getMessage());
        }
        from.isOver = true;
        from.process.destroyForcibly();
        if (!isClosed) {
            listener.died("its process has ended");
        }
    }

    private void heard(Running from, String line) {
        Report report;
        try {
            report = Report.parse(line);
        } catch (IllegalArgumentException noReport) {
            listener.said(line);
            return;
        }
        switch (report) {
            case Report.Ready ready -> {
                from.isReady = true;
                listener.ready(from.process.pid());
            }
            case Report.Fed(var read) -> from.read = read;
            case Report.Tried tried -> listener.tried(tried);
            case Report.Acted acted -> listener.acted(acted);
        }
    }
}
