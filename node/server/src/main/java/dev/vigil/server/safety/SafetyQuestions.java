package dev.vigil.server.safety;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.vigil.kit.ServedAddress;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.platform.AddressText;
import dev.vigil.platform.DuplicateProbe;
import dev.vigil.platform.ProbeOutcome;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.SafetyAnswer;
import dev.vigil.server.kithost.KitCatalog;

/**
 * Asks the neighbours for the floating addresses of a unit, all at once, over the networks of the clients. A host whose gate is shut does
 * not answer, nor does one that has lost its power. Any thread; nothing blocks the caller.
 */
public final class SafetyQuestions implements AutoCloseable {
    /** Each waits most of its time; what would have to wait for one of them is answered too late to be believed. */
    private static final int MOST_AT_ONCE = 64;
    private static final int IDLE_SECONDS = 30;
    private static final Duration LONGEST = Duration.ofMillis(100);
    private static final Duration SHORTEST = Duration.ofMillis(20);
    /** So that most of the detection time is left for a path to become suspect, and for the answer to be taken in. */
    private static final int PART_OF_DETECTION = 4;
    private static final long BETWEEN_PROBES_NANOS = 5_000_000;

    private final NodeId self;
    private final Supplier<Config> config;
    private final KitCatalog kits;
    private final DuplicateProbe probe;
    private final Supplier<Duration> detection;
    private final Consumer<Event> events;
    private final ExecutorService threads;

    /**
     * What is asked about, and how.
     *
     * @param detection the shortest time after which a silent node is held for dead
     */
    public record Ground(Supplier<Config> config, KitCatalog kits, DuplicateProbe probe, Supplier<Duration> detection) {}

    /** {@code events} takes each answer, exactly one for each question. */
    public SafetyQuestions(NodeId self, Ground ground, Consumer<Event> events) {
        this.self = self;
        this.config = ground.config();
        this.kits = ground.kits();
        this.probe = ground.probe();
        this.detection = ground.detection();
        this.events = events;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(MOST_AT_ONCE, MOST_AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), Thread.ofPlatform().name("vigil-safety-", 0).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /** An {@link Event.SafetyAnswered} follows. */
    public void ask(Decision.AskSafety question) {
        CompletionStage<SafetyAnswer> answered = CompletableFuture.supplyAsync(() -> places(question.unit()), threads)
                .thenCompose(places -> ask(question.unit(), places))
                .exceptionally(fault -> new SafetyAnswer.Unknown(fault.toString()));
        answered.thenAccept(answer -> events.accept(new Event.SafetyAnswered(question.number(), answer)));
    }

    private CompletableFuture<SafetyAnswer> ask(UnitId unit, List<ServedAddress> places) {
        List<CompletableFuture<SafetyAnswer>> answers = places.stream()
                .map(place -> CompletableFuture.supplyAsync(() -> ask(place), threads)
                        // That one cannot be asked for must not hide who answers at another.
                        .exceptionally(defect -> new SafetyAnswer.Unknown(words(place) + ": " + defect)))
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> together(unit, answers.stream().map(CompletableFuture::join).toList()));
    }

    private List<ServedAddress> places(UnitId unit) {
        Config now = config.get();
        return now.membersOf(unit).stream().flatMap(tag -> now.resource(tag).stream())
                .flatMap(resource -> now.instance(resource.tag(), self).stream()
                        .map(instance -> kits.check(resource.type(), instance)))
                .flatMap(checked -> checked instanceof KitCatalog.Checked.Right right
                        ? right.kit().servedAt(right.instance()).stream()
                        : List.<ServedAddress>of().stream())
                .toList();
    }

    /** Whoever answers at one address may have the whole unit. */
    private static SafetyAnswer together(UnitId unit, List<SafetyAnswer> answers) {
        Optional<SafetyAnswer> somebody = answers.stream().filter(SafetyAnswer.Somebody.class::isInstance).findFirst();
        Optional<SafetyAnswer> nobody = answers.stream().filter(SafetyAnswer.Nobody.class::isInstance).findFirst();
        return somebody.or(() -> nobody).or(() -> answers.stream().findFirst())
                .orElseGet(() -> new SafetyAnswer.Unknown("nothing of " + unit + " has an address on this node to ask for"));
    }

    private SafetyAnswer ask(ServedAddress place) {
        long end = System.nanoTime() + limit().toNanos();
        for (long left = limit().toNanos(); left > 0; left = end - System.nanoTime()) {
            switch (probe.probe(place.interfaceName(), place.address(), Duration.ofNanos(left))) {
                case ProbeOutcome.Free free -> {
                    return new SafetyAnswer.Nobody();
                }
                case ProbeOutcome.CannotTell cannot -> {
                    return new SafetyAnswer.Unknown(words(place) + ": " + cannot.reason());
                }
                case ProbeOutcome.Taken taken -> {
                    if (taken.sign() == ProbeOutcome.Sign.USES) {
                        return new SafetyAnswer.Somebody(AddressText.of(place.address()) + " (" + taken.by() + ")");
                    }
                    LockSupport.parkNanos(BETWEEN_PROBES_NANOS); // another node only asks, as this one does
                }
            }
        }
        return new SafetyAnswer.Nobody();
    }

    private static String words(ServedAddress place) {
        return AddressText.of(place.address()) + " on " + place.interfaceName();
    }

    private Duration limit() {
        Duration part = detection.get().dividedBy(PART_OF_DETECTION);
        if (part.compareTo(LONGEST) > 0) {
            return LONGEST;
        }
        return part.compareTo(SHORTEST) < 0 ? SHORTEST : part;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
