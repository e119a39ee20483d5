package dev.vigil.recovery;

/** Brings the end of a piece of work to whoever waits for it. */
final class Askers {
    private Askers() {}

    static void answer(Turn turn, Asker asker, Reply reply) {
        switch (asker) {
            case Asker.Nobody nobody -> {
                return;
            }
            case Asker.Person person -> turn.answer(person.id(), reply);
            case Asker.Passed passed -> turn.tell(passed.node(), new PeerNote.Answered(passed.number(), reply));
            case Asker.Giver giver -> turn.tell(giver.node(), taken(giver, reply));
            case Asker.Operation operation -> Operations.worked(turn, reply);
            case Asker.Closing closing -> Shutdowns.unitDone(turn, closing.unit(), reply);
        }
    }

    private static PeerNote taken(Asker.Giver giver, Reply reply) {
        return switch (reply) {
            case Reply.Done done -> new PeerNote.Taken(giver.unit(), PeerNote.Result.DONE, String.join("; ", done.sentences()));
            case Reply.Refused refused -> new PeerNote.Taken(giver.unit(), PeerNote.Result.FAILED, refused.sentence());
        };
    }

    static void refuse(Turn turn, Asker asker, Reply.Refusal refusal, String sentence, String hint) {
        answer(turn, asker, new Reply.Refused(refusal, sentence, hint));
    }

    static void done(Turn turn, Asker asker, String sentence) {
        answer(turn, asker, new Reply.Done(java.util.List.of(sentence)));
    }
}
