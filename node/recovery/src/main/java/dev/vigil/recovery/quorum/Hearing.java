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
            case Word.Ended(Holder over) when over.equals(letter.from()) -> ended(turn, over);
            case Word.Ended foreign -> {
                /* nobody says it of another */ }
            case Word.AskTable ask -> turn.answer(from, turn.voter.table(from, turn.now));
            case Word.Table table -> turn.answer(from, Learning.told(turn.voter, from, table, turn.now));
            case Word.Fenced fenced -> turn.answer(from, turn.voter.fenced(fenced.certificate(), turn.now));
            case Word.Would would -> Candidacy.would(turn, from, would);
            case Word.Granted granted -> Candidacy.granted(turn, from, granted);
            case Word.Echo echo -> Tenancy.echoed(turn, from, echo);
            case Word.Released released -> Parting.released(turn, from, released);
        }
    }

    /** RC-66; a folder keeps no such word, so that whoever asks it has to know. */
    private static void ended(MemberTurn turn, Holder over) {
        turn.answer(over.node(), turn.voter.ended(over, turn.now));
        if (turn.voters().members().contains(VoterSet.STORAGE)) {
            turn.send(VoterSet.STORAGE, new Word.Ended(over));
        }
    }
}
