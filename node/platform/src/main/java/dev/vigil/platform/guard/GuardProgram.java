package dev.vigil.platform.guard;

import dev.vigil.platform.Clock;
import dev.vigil.platform.Halt;
import dev.vigil.platform.Platform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The guard's process. Takes orders on its input, reports on its output, and tells people on its error output what it did. It ends with
 * its input: what the node still held then, it ends first.
 */
public final class GuardProgram {
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);
    private static final long BETWEEN_LOOKS_NANOS = 5_000_000_000L;

    private final Platform platform = Platform.current();
    private final Clock clock = platform.clock();
    private final BlockingQueue<Optional<Order>> orders = new LinkedBlockingQueue<>();
    private final Judge judge = new Judge();
    private final PrintStream out;
    private final Ending ending;
    private final Order.Setup setup;
    private final Thread looking = Thread.ofPlatform().name("guard-looking").daemon().unstarted(this::lookAround);
    private Optional<Order.Leave> leaving = Optional.empty();
    private volatile Charge looked = Charge.NOTHING;
    private volatile List<ProcessHandle> known = List.of();

    private GuardProgram(Order.Setup setup, PrintStream out) {
        this.setup = setup;
        this.out = out;
        this.ending = new Ending(platform, setup.gate());
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String first = in.readLine();
        if (first == null || !(Order.parse(first) instanceof Order.Setup setup)) {
            System.err.println("the guard is started by a node, which tells it what to do");
            System.exit(2);
            return;
        }
        new GuardProgram(setup, System.out).run(in);
        System.exit(0);
    }

    private void run(BufferedReader in) throws InterruptedException {
        platform.scheduling().outlive();
        ending.rehearse();
        Thread.ofPlatform().name("guard-orders").daemon().start(() -> read(in));
        looking.start();
        platform.scheduling().favourRuntime();
        platform.scheduling().favourAboveAll();
        say(new Report.Ready());
        boolean isEnded = false;
        while (!isEnded) {
            Optional<Order> order = orders.poll(judge.rest(now()), TimeUnit.NANOSECONDS);
            while (order != null) {
                if (order.filter(Order.Bye.class::isInstance).isPresent()) {
                    return;
                }
                isEnded |= order.isEmpty();
                order.ifPresent(this::take);
                order = orders.poll();
            }
            boolean isOver = isEnded;
            if (leaving.isPresent()) {
                await(leaving.get());
                return;
            }
            judge.look(now(), isEnded).ifPresent(reason -> act(reason, isOver));
        }
    }

    /** The note stays until the next life of the node has a guard of its own, or until its time is over. */
    private void await(Order.Leave left) throws InterruptedException {
        while (now() < left.until()) {
            if (Files.notExists(left.note())) {
                return;
            }
            TimeUnit.NANOSECONDS.sleep(Judge.LOOK_NANOS);
        }
        try {
            if (!Files.deleteIfExists(left.note())) {
                return;
            }
        } catch (IOException unremovable) {
            tell("the note of the restart stays: " + unremovable);
        }
        act(Report.Reason.NODE_ENDED, true);
    }

    private void read(BufferedReader in) {
        platform.scheduling().favourAboveAll();
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                orders.add(Optional.of(Order.parse(line)));
            }
        } catch (IOException | IllegalArgumentException broken) {
            tell("the node's orders broke off: " + broken);
        }
        orders.add(Optional.empty());
    }

    private void take(Order order) {
        switch (order) {
            case Order.Feed feed -> {
                judge.fed(feed, now());
                say(new Report.Fed(feed.number()));
            }
            case Order.Take(var charge) -> {
                judge.take(charge);
                looked = charge;
                LockSupport.unpark(looking);
            }
            case Order.Trial(var holder) -> say(ending.trial(holder));
            case Order.Setup again -> tell("a second setup is not taken");
            case Order.Leave leave -> leaving = Optional.of(leave);
            case Order.Bye bye -> throw new IllegalStateException("taken elsewhere");
        }
    }

    private void act(Report.Reason reason, boolean isNodeOver) {
        long left = judge.outAt() - now();
        Duration patience = left > LEAST_PATIENCE.toNanos() ? Duration.ofNanos(left) : LEAST_PATIENCE;
        Charge charge = judge.charge();
        Report.Acted acted = ending.carryOut(charge, known, reason, patience);
        if (acted.isIncomplete() && setup.halt() != Halt.Method.OFF) {
            tell("something cannot be ended: this machine is halted now; " + Report.print(acted));
            tell("it was not halted: " + platform.halt().now(setup.halt()));
        }
        if (isNodeOver && !acted.isIncomplete()) {
            String unsaid = Farewell.say(charge.lastWords());
            if (!unsaid.isEmpty()) {
                tell("not all last words were sent: " + unsaid);
            }
            ending.removeGate();
        }
        if (judge.isAgain() && acted.ended() == 0 && !acted.isIncomplete()) {
            return; // nothing has come since
        }
        say(acted);
        tell(Report.print(acted).with("addresses", charge.addresses()).with("holders", String.join(" ", charge.holders()))
                .toString());
    }

    /** Beside the others, at an ordinary place: a process table may be slow to read, and nobody waits for it. */
    private void lookAround() {
        boolean isRehearsed = false;
        while (true) {
            known = ending.known(looked);
            if (!isRehearsed && !looked.lastWords().isEmpty()) {
                Farewell.rehearse();
                isRehearsed = true;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    private long now() {
        return clock.machineNanos(clock.now());
    }

    /** The node may be gone: then nobody reads it. */
    private void say(Report report) {
        out.println(Report.print(report));
        out.flush();
    }

    private static void tell(String sentence) {
        System.err.println(Instant.now() + " guard: " + sentence);
    }

}
