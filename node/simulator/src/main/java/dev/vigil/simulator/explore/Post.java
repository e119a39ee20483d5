package dev.vigil.simulator.explore;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.recovery.quorum.Ask;
import dev.vigil.recovery.quorum.Letter;
import dev.vigil.recovery.quorum.Member;
import dev.vigil.recovery.quorum.Phase;
import dev.vigil.recovery.quorum.Vote;
import dev.vigil.recovery.quorum.Word;

/** Forgets letters that can never change anything any more, so that worlds which differ in nothing else are one. */
final class Post {
    private Post() {}

    static void forget(State state) {
        for (int from = 0; from < State.SITES; from++) {
            for (int to = 0; to < State.SITES; to++) {
                if (state.site(to).member.isPresent()) {
                    for (Letter letter : state.mail(from, to).letters()) {
                        if (tellsNothing(state.site(to).self(), letter) && isDead(state, to, from, letter.word())) {
                            state.lose(from, to, letter);
                        }
                    }
                }
            }
        }
    }

    /** What stands around the word is known to the reader. */
    private static boolean tellsNothing(Member reader, Letter letter) {
        return letter.showing() <= reader.voter().shown().getOrDefault(letter.from().node(), 0L)
                && letter.remembered() <= reader.voter().record().number();
    }

    private static boolean isDead(State state, int to, int from, Word word) {
        Member reader = state.site(to).self();
        return switch (word) {
            case Word.Granted granted -> !isOpen(reader, granted.ask()) && granted.highest().compareTo(reader.seen()) <= 0;
            case Word.Released released -> !isReleasing(reader, released.epoch());
            case Word.Grant grant -> isDecided(reader, grant.ask())
                    && state.site(from).member.filter(writer -> isOpen(writer, grant.ask())).isEmpty();
            case Word.Release release -> reader.voter().record().vote(Pace.UNIT)
                    .filter(vote -> vote.highest().equals(release.epoch()) && vote.standing() == Vote.Standing.GRANTED)
                    .isEmpty() && reader.voter().record().highest(Pace.UNIT).compareTo(release.epoch()) >= 0
                    && state.site(from).member.filter(writer -> isReleasing(writer, release.epoch())).isEmpty();
            case Word.WouldYou would -> false;
            case Word.Would would -> false;
            case Word.Claim claim -> false;
            case Word.Echo echo -> false;
            case Word.Ended ended -> false;
            case Word.AskTable ask -> false;
            case Word.Table table -> false;
            case Word.Fenced fenced -> false;
        };
    }

    private static boolean isOpen(Member member, Ask ask) {
        return member.phase() instanceof Phase.Taking taking && taking.ask().equals(ask)
                || member.phase() instanceof Phase.Holding holding && holding.ask().equals(ask);
    }

    private static boolean isDecided(Member voter, Ask ask) {
        return voter.voter().record().vote(Pace.UNIT).filter(vote -> vote.highest().compareTo(ask.epoch()) >= 0).isPresent();
    }

    private static boolean isReleasing(Member member, Epoch epoch) {
        return member.releasing().filter(each -> each.epoch().equals(epoch)).isPresent();
    }
}
