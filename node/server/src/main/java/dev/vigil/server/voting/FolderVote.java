package dev.vigil.server.voting;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.platform.Clock;
import dev.vigil.recovery.quorum.Letter;
import dev.vigil.recovery.quorum.Word;
import dev.vigil.recovery.quorum.storage.Deed;
import dev.vigil.recovery.quorum.storage.StorageVoter;

/** The vote of a folder: {@link StorageVoter} decides on the thread of the votes, and a thread of its own works on the files, however long that takes. */
final class FolderVote implements AutoCloseable {
    private static final long SLOW_MILLIS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(FolderVote.class);

    private final StorageFolder folder;
    private final Clock clock;
    private final Hands hands;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("vigil-folder").daemon().factory());
    private StorageVoter voter;
    private Optional<String> trouble = Optional.empty();
    private Optional<Ticks> begun = Optional.empty();
    private Optional<Ticks> answered = Optional.empty();

    /**
     * Whom it serves.
     *
     * @param thread runs something on the thread of the votes
     * @param said hears what the folder says, on that thread
     */
    record Hands(Consumer<Runnable> thread, Consumer<Letter> said) {}

    FolderVote(StorageVoter voter, StorageFolder folder, Clock clock, Hands hands) {
        this.voter = voter;
        this.folder = folder;
        this.clock = clock;
        this.hands = hands;
    }

    void hear(Word word) {
        follow(voter.heard(word, clock.now()));
    }

    void tick() {
        follow(voter.ticked(clock.now()));
    }

    /** When the folder last did what it was told; empty if it never has. */
    Optional<Ticks> answered() {
        return answered;
    }

    /** What is wrong with it; empty if nothing is known to be. */
    Optional<String> trouble() {
        return trouble.or(() -> begun.map(at -> clock.now().since(at).toMillis()).filter(millis -> millis > SLOW_MILLIS)
                .map(millis -> "a file there has been worked on for " + millis / 1000 + " s"));
    }

    private void follow(StorageVoter.Step step) {
        voter = step.next();
        step.deed().ifPresent(deed -> {
            begun = Optional.of(clock.now());
            worker.execute(() -> {
                Deed.Report report = folder.perform(deed);
                hands.thread().accept(() -> report(report));
            });
        });
        step.said().forEach(word -> hands.said().accept(step.next().letter(word)));
    }

    private void report(Deed.Report report) {
        Ticks now = clock.now();
        begun = Optional.empty();
        if (report instanceof Deed.Report.Failed(String reason)) {
            if (trouble.filter(reason::equals).isEmpty()) {
                LOG.warn("folder-does-not-vote reason=\"{}\"", reason);
            }
            trouble = Optional.of(reason);
        } else {
            trouble = Optional.empty();
            answered = Optional.of(now);
        }
        follow(voter.reported(report, now));
    }

    /** What is out is left to its end, and reported to nobody. */
    @Override
    public void close() {
        worker.shutdown();
    }
}
