package dev.vigil.recovery.quorum.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.quorum.Ask;
import dev.vigil.recovery.quorum.Certificate;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Verdict;
import dev.vigil.recovery.quorum.VoterSet;
import dev.vigil.recovery.quorum.Word;
import dev.vigil.recovery.quorum.storage.Errand.Stage;

/** One step of {@link StorageVoter} while it is being decided. Lives no longer than the step. */
final class StorageTurn {
    /** So many renewals, and so many questions, in one lease of the folder are enough. */
    private static final int RENEWALS = 10;
    private static final int QUESTIONS = 30;

    final Ticks now;
    final Holder self;
    final VoterSet voters;
    final List<Word> waiting;
    Optional<Errand> errand;
    final List<Watched> watched;
    final List<Holder> over;
    final List<Holder> ended;
    Beat own;
    Optional<Ticks> reliedAt;
    Optional<Ticks> renewedAt;
    Optional<Ticks> lookedAt;
    Optional<StorageVoter.Seen> seen;
    private Optional<Deed> deed = Optional.empty();
    private final List<Word> said = new ArrayList<>();
    private boolean isPausing;

    StorageTurn(StorageVoter voter, Ticks now) {
        this.now = now;
        this.self = voter.self;
        this.voters = voter.voters;
        this.waiting = new ArrayList<>(voter.waiting);
        this.errand = voter.errand;
        this.watched = new ArrayList<>(voter.watched);
        this.over = new ArrayList<>(voter.over);
        this.ended = new ArrayList<>(voter.ended);
        this.own = voter.own;
        this.reliedAt = voter.reliedAt;
        this.renewedAt = voter.renewedAt;
        this.lookedAt = voter.lookedAt;
        this.seen = voter.seen;
    }

    StorageVoter.Step end() {
        if (errand.isEmpty() && !isPausing) {
            begin();
        }
        return new StorageVoter.Step(new StorageVoter(this), deed, said);
    }

    Duration lease() {
        return voters.storageLease().orElse(voters.terms().lease());
    }

    /** Whatever is said again stands once; a newer claim or question stands for an older one. */
    void hear(Word word) {
        if (word instanceof Word.Fenced(Certificate certificate)) {
            remember(certificate.fenced(), over);
            return;
        }
        if (word instanceof Word.Ended(Holder life)) {
            remember(life, ended);
            return;
        }
        if (word instanceof Word.Claim || word instanceof Word.Grant) {
            reliedAt = Optional.of(now);
        }
        if (word instanceof Word.WouldYou(Ask ask)) {
            // Binds nobody, so what was seen a moment ago will do, and is not silent while the next look takes its time.
            seen.filter(last -> now.since(last.at()).compareTo(lease().dividedBy(RENEWALS)) < 0)
                    .ifPresent(last -> said.add(would(ask, last.shelf())));
        }
        waiting.removeIf(other -> isReplacedBy(other, word));
        if (errand.filter(present -> present.words().contains(word)).isEmpty()) {
            waiting.add(word);
        }
    }

    /** RC-66, RC-106: the folder keeps no certificates and no last words; whoever asks it has to know of them. */
    private static void remember(Holder life, List<Holder> among) {
        if (!among.contains(life)) {
            among.removeIf(other -> other.node().equals(life.node()));
            among.add(life);
        }
    }

    /** Whether nothing runs any more of what the life held for a lease. */
    boolean isOver(Holder life) {
        return over.contains(life) || ended.contains(life);
    }

    private static boolean isReplacedBy(Word waiting, Word word) {
        return switch (word) {
            case Word.Claim claim -> waiting instanceof Word.Claim older && older.held().keySet().equals(claim.held().keySet());
            case Word.WouldYou would ->
                waiting instanceof Word.WouldYou older && older.ask().unit().equals(would.ask().unit());
            case Word.Grant grant -> waiting instanceof Word.Grant older && older.ask().unit().equals(grant.ask().unit());
            default -> waiting.equals(word);
        };
    }

    private void begin() {
        List<Word> claims = waiting.stream().filter(Word.Claim.class::isInstance).toList();
        Optional<Word> other = waiting.stream().filter(word -> !(word instanceof Word.Claim) && isDue(word)).findFirst();
        if (!claims.isEmpty() && isPast(renewedAt, RENEWALS)) {
            waiting.removeAll(claims);
            renewedAt = Optional.of(now);
            write(claims);
        } else if (other.isPresent()) {
            waiting.remove(other.get());
            begin(other.get());
        } else if (claims.isEmpty() && isRestDue()) {
            go(List.of(), Stage.LOOKING, new Deed.Look());
        }
    }

    /** RC-60: what the folder has answered to the last claim has run out, so the nodes alone keep what is owned here. */
    private boolean isRestDue() {
        return reliedAt.filter(at -> now.since(at).compareTo(lease()) >= 0).isPresent();
    }

    /** The look before it has told what else there is of this node. */
    private void rest() {
        if (isRestDue()) {
            reliedAt = Optional.empty();
            own = own.next(false);
            go(List.of(), Stage.WRITING, new Deed.Rest(own, over()));
        }
    }

    private List<Beat> over() {
        return watched.stream().map(Watched::beat)
                .filter(beat -> beat.holder().node().equals(self.node()) && !beat.isIn(own)).toList();
    }

    private boolean isDue(Word word) {
        return !(word instanceof Word.WouldYou || word instanceof Word.AskTable) || isPast(lookedAt, QUESTIONS);
    }

    private boolean isPast(Optional<Ticks> at, int parts) {
        return at.filter(last -> now.since(last).compareTo(lease().dividedBy(parts)) < 0).isEmpty();
    }

    private void begin(Word word) {
        switch (word) {
            case Word.Grant grant -> write(List.of(word));
            case Word.Release release ->
                go(List.of(word), Stage.RELEASING, new Deed.Release(release.unit(), release.epoch(), self.node()));
            case Word.WouldYou would -> look(word);
            case Word.AskTable ask -> look(word);
            default -> {
                /* nothing that a folder is asked */ }
        }
    }

    private void look(Word word) {
        lookedAt = Optional.of(now);
        go(List.of(word), Stage.LOOKING, new Deed.Look());
    }

    private void write(List<Word> words) {
        own = own.next(true);
        go(words, Stage.WRITING, new Deed.Write(own));
    }

    private void go(List<Word> words, Stage stage, Deed next) {
        errand = Optional.of(new Errand(words, stage));
        deed = Optional.of(next);
    }

    void report(Deed.Report report) {
        if (errand.isEmpty()) {
            return;
        }
        Errand present = errand.get();
        errand = Optional.empty();
        switch (report) {
            case Deed.Report.Done done -> done(present);
            case Deed.Report.Created created -> created(present, created.isMine());
            case Deed.Report.Seen seen -> seen(present, seen.shelf());
            case Deed.Report.Failed failed -> failed(present);
        }
    }

    /** Whoever asked asks again, at its own pace. */
    private void failed(Errand present) {
        isPausing = true;
        if (present.stage() == Stage.WRITING) {
            reliedAt = reliedAt.or(() -> Optional.of(now));
            own = own.elsewhere();
        }
    }

    private void done(Errand present) {
        if (present.stage() == Stage.WRITING && !present.words().isEmpty()) {
            go(present.words(), Stage.LOOKING, new Deed.Look());
        }
        present.words().stream().filter(Word.Release.class::isInstance).map(Word.Release.class::cast)
                .forEach(release -> said.add(new Word.Released(release.unit(), release.epoch())));
    }

    private void created(Errand present, boolean isMine) {
        Word.Grant grant = (Word.Grant) present.words().getFirst();
        if (isMine) {
            go(present.words(), Stage.LOOKING_AGAIN, new Deed.Look());
        } else {
            said.add(new Word.Granted(grant.ask(), Verdict.no(Verdict.Reason.OLD_EPOCH), grant.ask().epoch()));
        }
    }

    private void seen(Errand present, Shelf shelf) {
        watch(shelf);
        seen = Optional.of(new StorageVoter.Seen(shelf, now));
        if (present.words().isEmpty()) {
            rest();
        }
        present.words().forEach(word -> {
            switch (word) {
                case Word.WouldYou(Ask ask) -> said.add(would(ask, shelf));
                case Word.Grant(Ask ask) -> grant(present, ask, shelf);
                case Word.Claim claim -> said.add(FolderRules.echo(claim, shelf));
                case Word.AskTable ask -> said.add(FolderRules.table(this, shelf));
                default -> {
                    /* needs no look */ }
            }
        });
    }

    private Word would(Ask ask, Shelf shelf) {
        return new Word.Would(ask, FolderRules.judge(this, ask, shelf), shelf.highest(ask.unit()));
    }

    private void watch(Shelf shelf) {
        List<Watched> next = shelf.beats().stream().map(beat -> new Watched(beat, unchangedSince(beat))).toList();
        watched.clear();
        watched.addAll(next);
    }

    /** Since when this beat was seen as it is, by every look. */
    Ticks unchangedSince(Beat beat) {
        return watched.stream().filter(before -> before.beat().equals(beat)).findFirst().map(Watched::since).orElse(now);
    }

    /** RC-58: the entry is made, and then the folder is looked at once more, before anything rests on it. */
    private void grant(Errand present, Ask ask, Shelf shelf) {
        Verdict verdict = FolderRules.judge(this, ask, shelf);
        boolean isMade = FolderRules.isGranted(ask, shelf);
        if (verdict instanceof Verdict.Yes && !isMade && present.stage() == Stage.LOOKING) {
            go(present.words(), Stage.CREATING,
                    new Deed.Create(new Entry(ask.unit(), ask.epoch(), ask.holder(), ask.tenure(), false)));
        } else {
            Verdict told = verdict instanceof Verdict.Yes && !isMade ? Verdict.no(Verdict.Reason.OLD_EPOCH) : verdict;
            said.add(new Word.Granted(ask, told, shelf.highest(ask.unit())));
        }
    }
}
