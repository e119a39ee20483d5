package dev.vigil.simulator.explore;

import java.util.SortedMap;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.quorum.Ask;
import dev.vigil.recovery.quorum.Deadlines;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Letter;
import dev.vigil.recovery.quorum.Member;
import dev.vigil.recovery.quorum.OwnerRecord;
import dev.vigil.recovery.quorum.Phase;
import dev.vigil.recovery.quorum.Verdict;
import dev.vigil.recovery.quorum.Vote;
import dev.vigil.recovery.quorum.VoteRecord;
import dev.vigil.recovery.quorum.Voter;
import dev.vigil.recovery.quorum.Word;

/**
 * Two states with one fingerprint of 128 bits count as the same. Times enter as ages on the clock they were read from, cut off where no
 * rule can tell them apart any more; so a world that has come round is recognised. A fingerprint lives as long as the process: which number
 * a constant has does not matter.
 */
@SuppressWarnings("EnumOrdinal")
final class Fingerprint {
    private static final long LEASE = Pace.VOTERS.terms().lease().toNanos();
    private static final long OLDEST = LEASE;
    private static final long EARLIEST = -Pace.VOTERS.terms().kill().toNanos() - 1;
    private long high = 0x9e3779b97f4a7c15L;
    private long low = 0xc2b2ae3d27d4eb4fL;

    private Fingerprint() {}

    static Fingerprint of(State state) {
        Fingerprint print = new Fingerprint();
        print.add(state.crashes).add(state.pauses).add(state.moves).add(state.backups);
        print.add(state.hasClockStopped).add(state.hasDiskLied).add(state.breach.isPresent());
        for (int i = 0; i < state.epochs(); i++) {
            print.add(state.holder(i));
        }
        for (int i = 0; i < State.SITES; i++) {
            print.add(state.site(i));
            for (int j = 0; j < State.SITES; j++) {
                print.add(state, state.mail(i, j));
            }
        }
        return print;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    private Fingerprint add(long value) {
        high = mix(high ^ value);
        low = mix(low + value * 0x165667b19e3779f9L);
        return this;
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private Fingerprint add(boolean value) {
        return add(value ? 1 : 2);
    }

    private void add(Site site) {
        add(site.rate).add(site.isPowered).add(site.isProved).add(site.isEmptied).add(site.isRunning).add(site.starting);
        add(site.isStopping).add(site.isGateOpen).add(site.standstill.ordinal()).add(site.lives);
        add(site.armed.isPresent());
        site.armed.ifPresent(armed -> left(site, armed));
        add(site.votes);
        add(site.owner);
        add(site.oldVotes);
        add(site.oldOwner);
        add(site.member.isPresent());
        site.member.ifPresent(member -> add(site, member));
    }

    private void add(Site site, Member member) {
        Voter voter = member.voter();
        add(voter.trust().ordinal());
        if (voter.trust() == Voter.Trust.UNPROVED) {
            age(site, voter.startedAt());
        }
        add(voter.record());
        if (voter.record().vote(Pace.UNIT).filter(vote -> vote.standing() == Vote.Standing.GRANTED).isPresent()) {
            age(site, voter.heard().getOrDefault(Pace.UNIT, voter.startedAt()));
        }
        addNumbers(voter.shown());
        add(voter.tables().size());
        voter.tables().forEach((from, table) -> add(State.indexOf(from)).add(table));
        add(member.written());
        add(member.seen().value());
        add(site, member.phase());
        add(member.releasing().isPresent());
        member.releasing().ifPresent(each -> {
            add(each.epoch().value()).add(each.waiting().size());
            each.waiting().forEach(node -> add(State.indexOf(node)));
        });
    }

    private void add(Site site, Phase phase) {
        switch (phase) {
            case Phase.Away away -> add(10);
            case Phase.Cleaning cleaning -> add(11).add(cleaning.epoch().value());
            case Phase.Sounding sounding -> {
                add(12).add(sounding.answers().size());
                sounding.answers().forEach((node, verdict) -> add(State.indexOf(node)).add(verdict));
            }
            case Phase.Taking taking -> {
                add(13).age(site, taking.since()).add(taking.yes().size()).add(taking.ask());
                taking.yes().forEach(node -> add(State.indexOf(node)));
            }
            case Phase.Holding holding -> {
                add(14).age(site, holding.since()).add(holding.ask()).add(holding.service().ordinal());
                holding.deadlines().ifPresent(deadlines -> left(site, deadlines));
                age(site, holding.freshAfter()).add(holding.next().isPresent());
                holding.next().ifPresent(next -> add(site, next));
                add(holding.proved().size());
                holding.proved().forEach((node, at) -> add(State.indexOf(node)).age(site, at));
            }
            case Phase.Leaving leaving -> add(15).add(leaving.epoch().value());
        }
    }

    private Fingerprint age(Site site, Ticks at) {
        return add(Math.min(site.clock - Math.max(at.nanos(), -OLDEST), OLDEST));
    }

    private void left(Site site, Deadlines deadlines) {
        left(site, deadlines.stop()).left(site, deadlines.kill()).left(site, deadlines.out());
    }

    private Fingerprint left(Site site, Ticks at) {
        return add(Math.max(Math.min(at.nanos(), site.clock + OLDEST) - site.clock, EARLIEST));
    }

    private Fingerprint add(VoteRecord record) {
        add(record.number()).add(record.voters().number()).add(record.certificates().size()).add(record.votes().size());
        record.votes().values().forEach(vote -> add(vote.highest().value()).add(vote.holder()).add(vote.standing().ordinal()));
        addNumbers(record.shown());
        return this;
    }

    private void addNumbers(SortedMap<NodeId, Long> numbers) {
        add(numbers.size());
        numbers.forEach((node, number) -> add(State.indexOf(node)).add(number));
    }

    private Fingerprint add(OwnerRecord record) {
        return add(record.epoch().value()).add(record.running().ordinal());
    }

    private Fingerprint add(Holder holder) {
        return add(State.indexOf(holder.node())).add(holder.life().counter());
    }

    private Fingerprint add(Ask ask) {
        return add(ask.epoch().value()).add(ask.holder()).add(ask.voters()).add(ask.proof().ordinal());
    }

    private Fingerprint add(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Yes yes -> add(1);
            case Verdict.No no -> add(2).add(no.reason().ordinal());
            case Verdict.UntilFenced kept -> add(3).add(kept.holder());
        };
    }

    private void add(State state, Mail mail) {
        add(mail.letters().size());
        mail.letters().forEach(letter -> add(state, letter));
    }

    private void add(State state, Letter letter) {
        add(letter.from()).add(letter.showing()).add(letter.remembered());
        switch (letter.word()) {
            case Word.WouldYou would -> add(20).add(would.ask());
            case Word.Would would -> add(21).add(would.ask()).add(would.verdict()).add(would.highest().value());
            case Word.Grant grant -> add(22).add(grant.ask());
            case Word.Granted granted -> add(23).add(granted.ask()).add(granted.verdict()).add(granted.highest().value());
            case Word.Release release -> add(24).add(release.epoch().value()).add(release.holder());
            case Word.Released released -> add(25).add(released.epoch().value());
            case Word.Claim claim -> {
                add(26);
                sent(state, claim.holder(), claim.sentAt());
                claim.held().values().forEach(epoch -> add(epoch.value()));
            }
            case Word.Echo echo -> {
                add(27);
                sent(state, echo.holder(), echo.sentAt());
                add(echo.renewed().size());
                echo.renewed().values().forEach(epoch -> add(epoch.value()));
                echo.refused().values().forEach(epoch -> add(epoch.value()));
            }
            case Word.AskTable ask -> add(28);
            case Word.Table table -> add(29).add(table);
            case Word.Fenced fenced -> add(30).add(fenced.certificate().fenced());
            case Word.Ended ended -> add(31);
        }
    }

    private void sent(State state, Holder holder, Ticks at) {
        add(holder);
        age(state.site(State.indexOf(holder.node())), at);
    }

    private void add(Word.Table table) {
        add(table.ofYou()).add(table.votes().size());
        table.votes().values().forEach(vote -> add(vote.highest().value()).add(vote.holder()).add(vote.standing().ordinal()));
    }
}
