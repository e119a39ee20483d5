package dev.vigil.server.decisions;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.platform.Clock;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.Step;
import dev.vigil.recovery.text.Case;
import dev.vigil.recovery.text.CaseText;
import dev.vigil.recovery.text.Replay;
import dev.vigil.recovery.text.Telling;
import dev.vigil.server.loop.Witness;

/**
 * Keeps what the node learns and decides as the text of cases, in a few files of bounded size. The controller's thread only puts a
 * reference into a queue; a thread of its own prints and writes once a second, and forces nothing: it is a record for people. What does not
 * fit into the queue is lost, and the next file begins where the node is at rest again.
 */
public final class DecisionJournal implements Witness, AutoCloseable {
    private static final int MOST_WAITING = 4_096;
    private static final long WRITE_MILLIS = 1_000;
    private static final long END_SECONDS = 5;
    /** A file ends at the first rest after so many moments or characters; without a rest it is left at four times as much. */
    private static final int MOMENTS = 1_000;
    private static final int CHARACTERS = 512 * 1024;
    private static final int HARD = 4;
    private static final Logger LOG = LoggerFactory.getLogger(DecisionJournal.class);

    private record Taken(ClusterView before, Ticks at, Event event, Step step) {}

    private final BlockingQueue<Taken> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean isTorn = new AtomicBoolean();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("vigil-decisions").daemon().factory());
    private final DecisionFiles files;
    private final Clock clock;
    private Optional<Telling> telling = Optional.empty();
    private int moments;
    private long characters;

    public DecisionJournal(Path folder, Clock clock) throws IOException {
        this.files = DecisionFiles.open(folder);
        this.clock = clock;
        writer.scheduleWithFixedDelay(this::write, WRITE_MILLIS, WRITE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void decided(ClusterView before, Ticks at, Event event, Step step) {
        if (!waiting.offer(new Taken(before, at, event, step))) {
            isTorn.set(true);
        }
    }

    /** All since {@code last} ago, or since this process began, or since the last gap. Any thread. */
    public CompletionStage<String> export(Duration last) {
        Ticks now = clock.now();
        Ticks earliest = Ticks.ZERO.plus(now.since(Ticks.ZERO).minus(last));
        return CompletableFuture.supplyAsync(() -> {
            write();
            return text(earliest);
        }, writer);
    }

    @Override
    public void close() {
        writer.execute(this::write);
        writer.shutdown();
        try {
            if (!writer.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("the decision journal is left as it is");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String text(Ticks earliest) {
        Optional<String> whole = files.since(earliest);
        if (whole.isEmpty()) {
            return "";
        }
        Case found = Replay.since(CaseText.parse(whole.get()), earliest);
        List<String> comments = new ArrayList<>(found.comments());
        SortedSet<String> rules = FieldCase.rules(found);
        if (!rules.isEmpty()) {
            comments.addLast("# rules: " + String.join(", ", rules));
        }
        return CaseText.print(new Case(comments, found.given(), found.self(), found.moments()));
    }

    private void write() {
        List<Taken> batch = new ArrayList<>();
        waiting.drainTo(batch);
        if (batch.isEmpty()) {
            return;
        }
        try {
            StringBuilder text = new StringBuilder();
            for (Taken taken : batch) {
                rotateIfDue(taken, text);
                tell(taken, text);
            }
            flush(text);
        } catch (IOException | RuntimeException trouble) {
            // It is no part of what the node is for: it begins anew at the next rest.
            LOG.warn("decisions-not-kept reason=\"{}\"", trouble.toString());
            telling = Optional.empty();
        }
        if (isTorn.getAndSet(false)) {
            LOG.warn("decisions-lost: more than {} events came within a second", MOST_WAITING);
            telling = Optional.empty();
        }
    }

    private void rotateIfDue(Taken taken, StringBuilder text) throws IOException {
        boolean isOver = telling.isPresent() && (moments >= MOMENTS || characters >= CHARACTERS);
        Optional<Telling> next = switch (taken.event()) {
            case Event.Started started -> Optional.of(Telling.ofStart(started));
            default -> telling.isEmpty()
                    ? Telling.ofRest(taken.before(), new TreeMap<>())
                    : isOver ? telling.get().next(taken.before()) : Optional.empty();
        };
        if (next.isPresent()) {
            flush(text);
            files.begin(taken.at(), telling.isPresent());
            telling = next;
            moments = 0;
            characters = 0;
            text.append(next.get().head(List.of("# Decisions of " + taken.step().next().self() + ". At " + taken.at()
                    + " it was " + clock.wallTime().minus(clock.now().since(taken.at())) + ".")));
        } else if (isOver && (moments >= HARD * MOMENTS || characters >= HARD * CHARACTERS)) {
            flush(text);
            telling = Optional.empty();
        }
    }

    private void tell(Taken taken, StringBuilder text) {
        telling.ifPresent(now -> {
            String moment = now.moment(taken.before(), taken.at(), taken.event(), taken.step());
            text.append(moment);
            moments++;
            characters += moment.length();
        });
    }

    private void flush(StringBuilder text) throws IOException {
        if (!text.isEmpty()) {
            files.append(text.toString());
            text.setLength(0);
        }
    }
}
