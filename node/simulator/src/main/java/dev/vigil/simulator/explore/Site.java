package dev.vigil.simulator.explore;

import java.util.Optional;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.quorum.Deadlines;
import dev.vigil.recovery.quorum.Member;
import dev.vigil.recovery.quorum.OwnerRecord;
import dev.vigil.recovery.quorum.VoteRecord;

/** One host: the process with its member, what runs beside it, its guard, its disk and its clock. Copied before it is changed. */
final class Site {
    /** Whether the host stands still, and its clock with it. */
    enum Standstill {
        NONE, CLOCK_RUNS, CLOCK_STOPS
    }

    final int index;
    final int rate;
    Optional<Member> member = Optional.empty();
    boolean isPowered = true;
    /** Whether the record on the disk was written since the power came. */
    boolean isProved = true;
    /** Whether the disk has no record at all. */
    boolean isEmptied;
    boolean isRunning;
    long starting;
    boolean isStopping;
    boolean isGateOpen;
    Optional<Deadlines> armed = Optional.empty();
    long clock;
    Standstill standstill = Standstill.NONE;
    int lives;
    VoteRecord votes = VoteRecord.fresh(Pace.VOTERS);
    OwnerRecord owner = OwnerRecord.NONE;
    VoteRecord oldVotes = votes;
    OwnerRecord oldOwner = owner;

    Site(int index, int rate) {
        this.index = index;
        this.rate = rate;
    }

    Site(Site other) {
        this(other.index, other.rate);
        member = other.member;
        isPowered = other.isPowered;
        isProved = other.isProved;
        isEmptied = other.isEmptied;
        isRunning = other.isRunning;
        starting = other.starting;
        isStopping = other.isStopping;
        isGateOpen = other.isGateOpen;
        armed = other.armed;
        clock = other.clock;
        standstill = other.standstill;
        lives = other.lives;
        votes = other.votes;
        owner = other.owner;
        oldVotes = other.oldVotes;
        oldOwner = other.oldOwner;
    }

    Ticks now() {
        return new Ticks(clock);
    }

    boolean isAwake() {
        return isPowered && standstill == Standstill.NONE;
    }

    boolean isUp() {
        return isAwake() && member.isPresent();
    }

    Member self() {
        return member.orElseThrow();
    }

    /** It runs, and is not standing still. */
    boolean isActive() {
        return isRunning && standstill == Standstill.NONE;
    }

    boolean isGuardDue() {
        return armed.isPresent() && armed.get().kill().nanos() <= clock;
    }

    /** The guard has its budget and no more; the gate is shut by the kernel, whoever stands still. */
    void enforce() {
        if (!isAwake() || armed.isEmpty()) {
            return;
        }
        Deadlines deadlines = armed.get();
        if (deadlines.kill().plus(Pace.VOTERS.terms().kill()).nanos() <= clock) {
            isRunning = false;
        }
        if (deadlines.out().nanos() <= clock) {
            isGateOpen = false;
        }
    }

    void losePower() {
        member = Optional.empty();
        isPowered = false;
        isProved = false;
        isRunning = false;
        starting = 0;
        isStopping = false;
        isGateOpen = false;
        armed = Optional.empty();
    }
}
