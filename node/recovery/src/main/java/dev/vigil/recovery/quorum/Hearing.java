package dev.vigil.recovery.quorum;

import dev.vigil.lcd.model.NodeId;

/** What a word does to the one who hears it. */
final class Hearing {
    private Hearing() {}

    static void hear(MemberTurn turn, Letter letter) {
        turn.voter = turn.voter.noted(letter);
        NodeId from = letter.from().node();
        switch (letter.word()) {
            case Word.WouldYou(Ask ask) -> {
                turn.answer(from, turn.voter.wouldGrant(ask, turn.now));
                turn.askOthersIfUnsure(GrantRules.judge(turn.voter, ask, turn.now));
            }
            case Word.Grant grant -> turn.answer(from, turn.voter.grant(grant.ask(), turn.now));
            case Word.Release release -> turn.answer(from, turn.voter.release(release, turn.now));
            case Word.Claim claim -> turn.answer(from, turn.voter.renew(claim, turn.now));
            case Word.Ended ended -> turn.answer(from, turn.voter.ended(letter.from(), turn.now));
            case Word.AskTable ask -> turn.answer(from, turn.voter.table(from, turn.now));
            case Word.Table table -> turn.answer(from, Learning.told(turn.voter, from, table, turn.now));
            case Word.Fenced fenced -> turn.answer(from, turn.voter.fenced(fenced.certificate(), turn.now));
            case Word.Would would -> Candidacy.would(turn, from, would);
            case Word.Granted granted -> Candidacy.granted(turn, from, granted);
            case Word.Echo echo -> Tenancy.echoed(turn, from, echo);
            case Word.Released released -> Parting.released(turn, from, released);
        }
    }
}
