package dev.vigil.simulator.explore;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.recovery.quorum.Letter;

/** The whole small world at one moment. Copied before it is changed; what is not changed is shared. */
final class State {
    static final int SITES = Pace.NODES.size();
    private final Site[] sites;
    private final Mail[] mails;
    private final long[] holders;
    Limits.Cut cut;
    int crashes;
    int pauses;
    int moves;
    int backups;
    boolean hasClockStopped;
    boolean hasDiskLied;
    Optional<Breach> breach = Optional.empty();

    State(int[] rates, Limits limits) {
        sites = new Site[SITES];
        mails = new Mail[SITES * SITES];
        holders = new long[limits.epochs() + 2];
        for (int i = 0; i < SITES; i++) {
            sites[i] = new Site(i, rates[i]);
        }
        Arrays.fill(mails, Mail.NONE);
        cut = limits.cut();
        crashes = limits.crashes();
        pauses = limits.pauses();
        moves = limits.moves();
        backups = limits.backups();
    }

    State(State other) {
        sites = other.sites.clone();
        mails = other.mails.clone();
        holders = other.holders.clone();
        cut = other.cut;
        crashes = other.crashes;
        pauses = other.pauses;
        moves = other.moves;
        backups = other.backups;
        hasClockStopped = other.hasClockStopped;
        hasDiskLied = other.hasDiskLied;
    }

    Site site(int index) {
        return sites[index];
    }

    /** A copy of the site that belongs to this state alone. */
    Site edit(int index) {
        sites[index] = new Site(sites[index]);
        return sites[index];
    }

    Mail mail(int from, int to) {
        return mails[from * SITES + to];
    }

    void post(int from, Letter letter) {
        int to = indexOf(letter.to());
        if (!isCut(from, to)) {
            int slot = from * SITES + to;
            mails[slot] = mails[slot].with(letter);
        }
    }

    private boolean isCut(int from, int to) {
        return switch (cut) {
            case NONE -> false;
            case BETWEEN_NODES -> from != SITES - 1 && to != SITES - 1;
            case BRAVO_AND_WITNESS -> from != 0 && to != 0;
        };
    }

    /** Takes the oldest letter off its way. */
    Letter fetch(int from, int to) {
        int slot = from * SITES + to;
        List<Letter> letters = mails[slot].letters();
        mails[slot] = new Mail(letters.subList(1, letters.size()));
        return letters.getFirst();
    }

    void lose(int from, int to, Letter letter) {
        int slot = from * SITES + to;
        mails[slot] = new Mail(mails[slot].letters().stream().filter(each -> !each.equals(letter)).toList());
    }

    void loseAllMail() {
        Arrays.fill(mails, Mail.NONE);
    }

    void breaks(String promise, String what) {
        if (breach.isEmpty()) {
            breach = Optional.of(new Breach(promise, what));
        }
    }

    /** Remembers who held an epoch; zero: nobody yet. */
    long holder(int epoch) {
        return epoch < holders.length ? holders[epoch] : 0;
    }

    void holds(int epoch, long who) {
        if (epoch < holders.length) {
            holders[epoch] = who;
        }
    }

    int epochs() {
        return holders.length;
    }

    static int indexOf(NodeId node) {
        return Pace.NODES.indexOf(node);
    }
}
