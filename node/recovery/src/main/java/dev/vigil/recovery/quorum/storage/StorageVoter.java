package dev.vigil.recovery.quorum.storage;

import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Letter;
import dev.vigil.recovery.quorum.VoterSet;
import dev.vigil.recovery.quorum.Word;

/**
 * The folder's vote as one node hears it. It is asked by the own member in the words in which other voters are asked, and answers in
 * theirs, or not at all.
 *
 * <p>Why two nodes never have its vote at once: an owner that counts on it writes so, then looks whether somebody was granted more; a taker
 * makes its entry, then looks whether the owner counts on it. One of them sees the other. What it sees unchanged for a whole lease of the
 * folder has run out (RC-57 to RC-60).
 */
public final class StorageVoter {
    final Holder self;
    final VoterSet voters;
    final List<Word> waiting;
    final Optional<Errand> errand;
    final List<Watched> watched;
    final List<Holder> over;
    final List<Holder> ended;
    final Beat own;
    final Optional<Ticks> reliedAt;
    final Optional<Ticks> renewedAt;
    final Optional<Ticks> lookedAt;
    final Optional<Seen> seen;

    StorageVoter(StorageTurn turn) {
        this.self = turn.self;
        this.voters = turn.voters;
        this.waiting = List.copyOf(turn.waiting);
        this.errand = turn.errand;
        this.watched = List.copyOf(turn.watched);
        this.over = List.copyOf(turn.over);
        this.ended = List.copyOf(turn.ended);
        this.own = turn.own;
        this.reliedAt = turn.reliedAt;
        this.renewedAt = turn.renewedAt;
        this.lookedAt = turn.lookedAt;
        this.seen = turn.seen;
    }

    private StorageVoter(Holder self, VoterSet voters, Ticks now) {
        this.self = self;
        this.voters = voters;
        this.waiting = List.of();
        this.errand = Optional.empty();
        this.watched = List.of();
        this.over = List.of();
        this.ended = List.of();
        this.own = Beat.first(self);
        this.reliedAt = Optional.of(now);
        this.renewedAt = Optional.empty();
        this.lookedAt = Optional.empty();
        this.seen = Optional.empty();
    }

    /** What was last seen, and when that was reported. */
    record Seen(Shelf shelf, Ticks at) {}

    /** The next state; what to do in the folder now, to be reported; and what the folder says to the own member. */
    public record Step(StorageVoter next, Optional<Deed> deed, List<Word> said) {
        public Step {
            said = List.copyOf(said);
        }
    }

    /** A new life. An earlier one may have counted on the folder until a lease ago. */
    public static StorageVoter started(Holder self, VoterSet voters, Ticks now) {
        return new StorageVoter(self, voters, now);
    }

    /** The own member says this to the folder. */
    public Step heard(Word word, Ticks now) {
        StorageTurn turn = new StorageTurn(this, now);
        turn.hear(word);
        return turn.end();
    }

    /** The deed that was out has ended. */
    public Step reported(Deed.Report report, Ticks now) {
        StorageTurn turn = new StorageTurn(this, now);
        turn.report(report);
        return turn.end();
    }

    /** Time has passed. */
    public Step ticked(Ticks now) {
        return new StorageTurn(this, now).end();
    }

    /** What the folder says to the own member, as a letter. */
    public Letter letter(Word word) {
        return new Letter(new Holder(VoterSet.STORAGE, Incarnation.NONE), self.node(), 0, 0, word);
    }
}
