package dev.vigil.server.voting;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.QuorumMode;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.QuorumStorage;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.platform.Clock;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.quorum.Bench;
import dev.vigil.recovery.quorum.Certificate;
import dev.vigil.recovery.quorum.Deadlines;
import dev.vigil.recovery.quorum.Effect;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Letter;
import dev.vigil.recovery.quorum.OwnerRecord;
import dev.vigil.recovery.quorum.VoteRecord;
import dev.vigil.recovery.quorum.Voter;
import dev.vigil.recovery.quorum.VoterSet;
import dev.vigil.recovery.quorum.Word;
import dev.vigil.recovery.quorum.storage.StorageVoter;
import dev.vigil.recovery.text.LetterText;

/**
 * The one thread that owns the votes of this node: it hears letters and wishes, lets {@link Bench} decide, forces what must be on the disk,
 * and only then says anything. That the controller lives is proved by the claims: none is sent while it does not turn.
 *
 * <p>While the mode is {@code off} it does nothing. Every method but {@link #close} may be called from any thread and returns
 * at once.
 */
public final class QuorumLoop implements AutoCloseable, Letters {
    /** The verb of a message that carries one long letter. */
    public static final String LETTER = "letter";
    private static final int MOST_WAITING = 10_000;
    /** Without a majority for so long, people are told why. */
    private static final Duration TOLD_AFTER = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(QuorumLoop.class);

    private final Holder self;
    private final Clock clock;
    private final VoteFile file;
    private final Surroundings around;
    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("vigil-quorum").daemon().unstarted(this::work);
    private final SortedMap<UnitId, Long> numbers = new TreeMap<>();
    private final SortedMap<UnitId, Decision.SeekLease> early = new TreeMap<>();
    private final SortedMap<UnitId, Deadlines> armed = new TreeMap<>();
    private final SortedMap<NodeId, Ticks> heard = new TreeMap<>();
    private final SortedMap<UnitId, Withheld> withheld = new TreeMap<>();
    private SortedMap<UnitId, Holder> awaited = new TreeMap<>();
    private SortedSet<UnitId> handed = new TreeSet<>();
    private List<Certificate> certificates = List.of();
    private Optional<Bench> bench = Optional.empty();
    private Optional<FolderVote> folder = Optional.empty();
    private Optional<QuorumRow> row = Optional.empty();
    /** What was voted before quorum was switched off. */
    private Optional<VoteRecord> votesBefore = Optional.empty();
    private Ticks nextTick = Ticks.ZERO;
    private Ticks lastTick = Ticks.ZERO;
    private Optional<String> trouble = Optional.empty();
    private volatile Optional<QuorumView> view = Optional.empty();
    private volatile boolean isClosing;

    /**
     * What it works with.
     *
     * @param post sends a letter, to be dropped if it cannot
     * @param events hears of leases
     * @param ended hears of lives that are over, whoever votes
     * @param turned when the controller last turned
     * @param begun called first of all on the thread
     */
    public record Surroundings(BiConsumer<NodeId, String> post, Consumer<Event> events, Consumer<Holder> ended,
            Supplier<Ticks> turned, Runnable begun) {}

    private record Withheld(String reason, Ticks since, boolean isTold) {}

    public QuorumLoop(NodeId self, Incarnation life, Clock clock, VoteFile file, Surroundings around) {
        this.self = new Holder(self, life);
        this.clock = clock;
        this.file = file;
        this.around = around;
    }

    /**
     * Begins with what the database holds: the voters, and what an earlier life of this node may have left running; until {@code keptUntil}, if
     * that has handed it over.
     */
    public void start(Config config, Status own, Optional<Ticks> keptUntil) {
        SortedMap<UnitId, OwnerRecord> left = new TreeMap<>();
        own.ownerships().stream().filter(OwnershipRow::isHeld).forEach(held -> left.put(held.unit(),
                new OwnerRecord(held.epoch(), config.quorum().map(QuorumRow::number).orElse(0L), OwnerRecord.Running.MAYBE)));
        mailbox.add(() -> begin(config.quorum(), left, keptUntil));
        thread.start();
    }

    /** These vote from now on. */
    public void configure(Config config) {
        mailbox.add(() -> follow(config.quorum()));
    }

    public void seek(Decision.SeekLease seek) {
        mailbox.add(() -> {
            numbers.put(seek.unit(), seek.number());
            if (bench.isEmpty()) {
                early.put(seek.unit(), seek);
            }
            step(there -> there.seek(seek.unit(), seek.least(), seek.tenure(), clock.now()));
        });
    }

    /** What is known of lives that are over; the voters are told until they grant what is sought. */
    public void certify(Decision.Certify known) {
        mailbox.add(() -> {
            certificates = known.certificates();
            step(there -> there.certified(certificates, clock.now()));
        });
    }

    public void end(Decision.EndLease end) {
        mailbox.add(() -> {
            numbers.remove(end.unit());
            early.remove(end.unit());
            withheld.remove(end.unit());
            step(there -> there.ended(end.unit(), clock.now()));
        });
    }

    /** This process, or its host, did not run for a while. */
    public void woke() {
        mailbox.add(() -> step(there -> there.woke(clock.now())));
    }

    @Override
    public void posted(NodeId from, Incarnation life, String letter) {
        if (mailbox.size() < MOST_WAITING) { // lost letters are said again
            mailbox.add(() -> hear(from, Optional.of(life), letter));
        }
    }

    /** A letter that was too long for a datagram, among the messages that are not the controller's; says whether it was one. */
    public boolean heard(NodeId from, List<Line> lines) {
        if (lines.isEmpty() || !lines.getFirst().verb().equals(LETTER)) {
            return false;
        }
        lines.forEach(line -> mailbox.add(() -> hear(from, Optional.empty(), line.find("text").orElse(""))));
        return true;
    }

    /**
     * Whether something of the unit may be started now: where nobody votes always, else while it is owned and the end of its lease, if it has
     * one, is not near.
     */
    public boolean mayStart(UnitId unit) {
        return view.filter(now -> !now.held().containsKey(unit) || isEnding(Optional.ofNullable(now.armed().get(unit))))
                .isEmpty();
    }

    private boolean isEnding(Optional<Deadlines> deadlines) {
        return deadlines.filter(known -> !clock.now().isBefore(known.stop())).isPresent();
    }

    /** Empty while nobody votes. */
    public Optional<QuorumView> view() {
        return view;
    }

    @Override
    public void close() {
        isClosing = true;
        mailbox.add(() -> LOG.debug("closing"));
        try {
            thread.join();
            leaveFolder();
            file.close();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (IOException trouble) {
            LOG.warn("vote-file-not-closed reason=\"{}\"", trouble.getMessage());
        }
    }

    private void work() {
        around.begun().run();
        while (!isClosing) {
            try {
                Runnable next = mailbox.poll(untilTick().toNanos(), TimeUnit.NANOSECONDS);
                if (next != null) {
                    next.run();
                }
                tickIfDue();
                tellAwaited();
                tellHandedOver();
                show();
            } catch (InterruptedException hurried) {
                LOG.debug("the thread of the votes is asked to end");
            } catch (RuntimeException mistake) {
                LOG.error("quorum-failed", mistake);
            }
        }
    }

    private Duration untilTick() {
        Ticks now = clock.now();
        Duration left = bench.isPresent() ? nextLook(now).since(now) : IDLE;
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The next tick, or the end of a lease: the controller hears of it before the guard has ended anything. */
    private Ticks nextLook(Ticks now) {
        return armed.values().stream().map(Deadlines::stop).filter(now::isBefore).filter(stop -> stop.isBefore(nextTick))
                .min(Ticks::compareTo).orElse(nextTick);
    }

    private void tickIfDue() {
        Ticks now = clock.now();
        boolean isLeaseOver = armed.values().stream().map(Deadlines::stop)
                .anyMatch(stop -> !now.isBefore(stop) && lastTick.isBefore(stop));
        if (bench.isPresent() && (isLeaseOver || !now.isBefore(nextTick))) {
            lastTick = now;
            nextTick = now.plus(terms().terms().tick());
            adopt();
            tellWithheld(now); // before the voters are asked again: now they have answered
            step(there -> there.ticked(now));
            folder.ifPresent(FolderVote::tick);
        }
    }

    private VoterSet terms() {
        return bench.orElseThrow().voter().record().voters();
    }

    private void begin(Optional<QuorumRow> wanted, SortedMap<UnitId, OwnerRecord> left, Optional<Ticks> keptUntil) {
        row = wanted;
        majority().ifPresent(voters -> {
            Optional<VoteFile.Kept> kept = file.kept();
            Voter.Trust trust = kept.map(VoteFile.Kept::isOfThisBoot).map(own -> own ? Voter.Trust.PROVED : Voter.Trust.UNPROVED)
                    .orElse(Voter.Trust.QUARANTINED);
            open(kept.map(VoteFile.Kept::record).orElseGet(() -> VoteRecord.fresh(voters)), trust, left, keptUntil);
        });
    }

    private Optional<VoterSet> majority() {
        return row.filter(wanted -> wanted.mode() != QuorumMode.OFF).map(VoterSet::of);
    }

    /** The first voters after {@code off} have nothing to remember; whoever was a voter before goes on with what it has. */
    private void follow(Optional<QuorumRow> wanted) {
        if (wanted.equals(row)) {
            return;
        }
        row = wanted;
        Optional<VoterSet> voters = majority();
        if (voters.isEmpty()) {
            LOG.info("quorum-off");
            leaveFolder();
            votesBefore = bench.map(there -> there.voter().record()).or(() -> votesBefore);
            bench = Optional.empty();
            armed.clear();
            return;
        }
        if (bench.isPresent()) {
            adopt();
            if (folder.isEmpty()) {
                openFolder(); // its disk knew of these voters before the configuration did
            }
            return;
        }
        Optional<VoteRecord> known = votesBefore.or(() -> file.kept().map(VoteFile.Kept::record)).map(VoteRecord::afterOff);
        VoteRecord record = known.map(was -> was.under(voters.get())).orElseGet(() -> VoteRecord.fresh(voters.get()));
        if (force(record)) {
            open(record, Voter.Trust.PROVED, new TreeMap<>(), Optional.empty());
        }
    }

    /** RC-61: others vote from now on. While the disk does not take that, those before do, and it is tried again with each tick. */
    private void adopt() {
        majority().filter(next -> next.number() > terms().number()).ifPresent(next -> {
            step(there -> there.adopting(next, clock.now()));
            if (terms().number() == next.number()) {
                LOG.info("voters-exchanged voters={} number={} lease-ms={}", next.members(), next.number(),
                        next.terms().lease().toMillis());
                openFolder();
            }
        });
    }

    private void openFolder() {
        leaveFolder();
        folder = row.filter(wanted -> wanted.number() == terms().number()).flatMap(QuorumRow::storage).map(QuorumStorage::folder)
                .map(path -> new FolderVote(StorageVoter.started(self, terms(), clock.now()),
                        new StorageFolder(Path.of(path)), clock,
                        new FolderVote.Hands(mailbox::add, letter -> step(there -> there.heard(letter, clock.now())))));
    }

    private void open(VoteRecord record, Voter.Trust trust, SortedMap<UnitId, OwnerRecord> left, Optional<Ticks> keptUntil) {
        LOG.info("quorum-on voters={} number={} trust={} lease-ms={}", record.voters().members(),
                record.voters().number(), trust, record.voters().terms().lease().toMillis());
        Ticks now = clock.now();
        Bench.Step step = Bench.started(Voter.started(self, record, trust, now), left, keptUntil, now);
        bench = Optional.of(step.next());
        nextTick = now;
        // What may be left is taken down by the controller anyway, which has been told of the start too.
        step.effects().stream().filter(effect -> !(effect instanceof Effect.Stop)).forEach(effect -> carryOut(effect, List.of()));
        openFolder();
        adopt();
        step(there -> there.certified(certificates, clock.now()));
        List.copyOf(early.values())
                .forEach(seek -> step(there -> there.seek(seek.unit(), seek.least(), seek.tenure(), clock.now())));
        early.clear();
    }

    private void hear(NodeId from, Optional<Incarnation> life, String text) {
        Letter letter;
        try {
            letter = LetterText.parse(text);
        } catch (IllegalArgumentException foreign) {
            LOG.warn("letter-not-understood from={} reason=\"{}\"", from, foreign.getMessage());
            return;
        }
        boolean isOfIts = letter.from().node().equals(from)
                && life.filter(known -> !known.equals(letter.from().life())).isEmpty();
        if (!isOfIts || !letter.to().equals(self.node())) {
            LOG.warn("letter-of-another from={} life={} says-from={} to={}", from, life, letter.from(), letter.to());
            return;
        }
        heard.put(from, clock.now());
        if (letter.word() instanceof Word.Ended) {
            around.ended().accept(letter.from());
        }
        step(there -> there.heard(letter, clock.now()));
    }

    private interface Asked {
        Bench.Step of(Bench bench);
    }

    /** All of the step or nothing: what could not be forced was never decided, and is decided anew when it is asked again. */
    private void step(Asked asked) {
        if (bench.isEmpty()) {
            return;
        }
        Bench.Step step = asked.of(bench.get());
        Optional<VoteRecord> last = step.effects().stream().filter(Effect.ForceVotes.class::isInstance)
                .map(effect -> ((Effect.ForceVotes) effect).record()).reduce((one, later) -> later);
        if (last.isPresent() && !force(last.get())) {
            return;
        }
        bench = Optional.of(step.next());
        step.effects().forEach(effect -> carryOut(effect, step.effects()));
    }

    private boolean force(VoteRecord record) {
        try {
            file.write(record);
            trouble = Optional.empty();
            return true;
        } catch (IOException failed) {
            if (trouble.isEmpty()) {
                LOG.error("votes-not-written reason=\"{}\": this node grants nothing until its disk takes them",
                        failed.toString());
            }
            trouble = Optional.of(String.valueOf(failed.getMessage()));
            return false;
        }
    }

    private void carryOut(Effect effect, List<Effect> all) {
        switch (effect) {
            case Effect.ForceVotes votes -> LOG.debug("votes-forced number={}", votes.record().number());
            // The ownership row of the database is this record: the controller stores it before it calls a kit.
            case Effect.ForceOwner owner -> LOG.debug("owner {} {}", owner.unit(), owner.record());
            case Effect.Send(Letter letter) -> send(letter);
            case Effect.Enforce(UnitId unit, Deadlines deadlines) -> armed.put(unit, deadlines);
            case Effect.Disarm(UnitId unit) -> armed.remove(unit);
            case Effect.OpenGate(UnitId unit) -> {
                if (all.stream().noneMatch(other -> other instanceof Effect.Start start && start.unit().equals(unit))) {
                    around.events().accept(new Event.LeaseKept(unit));
                }
            }
            case Effect.ShutGate(UnitId unit) -> LOG.debug("in doubt: {}", unit);
            case Effect.Start(UnitId unit, var epoch) -> {
                Long number = numbers.get(unit);
                if (number != null) {
                    withheld.remove(unit);
                    show(); // whoever hears of the grant asks at once whether it holds
                    around.events().accept(new Event.LeaseGranted(unit, number, epoch));
                }
            }
            case Effect.Stop(UnitId unit) -> around.events().accept(new Event.LeaseLost(unit, whyLost(unit)));
        }
    }

    private String whyLost(UnitId unit) {
        Deadlines deadlines = armed.get(unit);
        return deadlines != null && deadlines.stop().compareTo(clock.now()) <= 0
                ? "the voters have not renewed it in time"
                : "a voter knows a higher epoch";
    }

    private void send(Letter letter) {
        Duration age = clock.now().since(around.turned().get());
        boolean isProof = letter.word() instanceof Word.Claim;
        if (isProof && age.compareTo(terms().terms().lease().dividedBy(3)) > 0) {
            return; // heartbeats prove the host, a claim proves the controller
        }
        if (letter.to().equals(VoterSet.STORAGE)) {
            folder.ifPresent(there -> there.hear(letter.word()));
        } else {
            around.post().accept(letter.to(), LetterText.print(letter));
        }
    }

    private void leaveFolder() {
        folder.ifPresent(FolderVote::close);
        folder = Optional.empty();
    }

    /** Told once it has lasted, and again when the reason changes. */
    private void tellWithheld(Ticks now) {
        bench.ifPresent(there -> there.withheld().forEach((unit, reason) -> {
            Withheld known = withheld.get(unit);
            if (known == null || !known.reason().equals(reason)) {
                withheld.put(unit, new Withheld(reason, now, false));
            } else if (!known.isTold() && now.since(known.since()).compareTo(TOLD_AFTER) >= 0) {
                withheld.put(unit, new Withheld(reason, known.since(), true));
                around.events().accept(new Event.LeaseWithheld(unit, reason));
            }
        }));
    }

    /** At once: a failover waits for it. */
    private void tellAwaited() {
        SortedMap<UnitId, Holder> now = bench.map(there -> there.fenceAwaited(clock.now())).orElseGet(TreeMap::new);
        Event.FenceAwaited.changes(awaited, now).forEach(around.events());
        awaited = now;
    }

    private void tellHandedOver() {
        SortedSet<UnitId> now = bench.map(there -> there.handedOver(clock.now())).orElseGet(TreeSet::new);
        now.stream().filter(unit -> !handed.contains(unit)).map(Event.LeaseHandedOver::new).forEach(around.events());
        handed = now;
    }

    private void show() {
        view = bench.map(there -> {
            Voter voter = there.voter();
            SortedMap<UnitId, String> reasons = new TreeMap<>();
            withheld.forEach((unit, known) -> reasons.put(unit, known.reason()));
            folder.flatMap(FolderVote::answered).ifPresent(at -> heard.put(VoterSet.STORAGE, at));
            return new QuorumView(voter.record().voters(), voter.record(), voter.trust().name(),
                    voter.isSilent(clock.now()) || voter.isLearning(), voter.awaited(), there.held(), reasons,
                    new TreeMap<>(armed), there.isInDoubt(),
                    new TreeMap<>(heard), trouble, folder.flatMap(FolderVote::trouble));
        });
    }
}
