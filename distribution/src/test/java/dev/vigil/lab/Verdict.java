package dev.vigil.lab;

import java.util.ArrayList;
import java.util.List;

/** Whether a repetition ended as a right product would end it. Judges safety only, never a time. Pure. */
public final class Verdict {
    private Verdict() {}

    /** Every way in which the repetition went wrong, one sentence each; empty if none. */
    public static List<String> complaints(Repetition repetition) {
        List<String> complaints = new ArrayList<>();
        if (!repetition.text("settled").equals("yes")) {
            complaints.add("the pair did not become whole again: " + repetition.text("trouble"));
        }
        if (!repetition.values().containsKey("moves")) {
            return complaints;
        }
        judgeMoves(repetition, complaints);
        judgeEnd(repetition, complaints);
        return complaints;
    }

    private static void judgeMoves(Repetition repetition, List<String> complaints) {
        boolean isElsewhere = !repetition.text("answeredBy").equals(repetition.text("before"));
        double moves = repetition.figure("moves");
        double dual = repetition.figure("dualActiveS");
        switch (repetition.fault().rightMoves()) {
            case NONE -> {
                refuse(moves > 0 || repetition.figure("movesAfter") > 0, "the address moved and nothing had died", complaints);
                refuse(isElsewhere, "another host answers and nothing had died", complaints);
                refuse(dual > 0, "two hosts held the address for " + dual + " s", complaints);
            }
            case ONE -> {
                refuse(moves != 1, "the address moved " + (int) moves + " times instead of once", complaints);
                refuse(!isElsewhere, "the other host does not answer", complaints);
                // Without quorum a host that is merely cut off cannot know that the other has taken over.
                boolean isCut = repetition.fault() == Fault.BOTH_CUT || repetition.fault() == Fault.SILENT_CUT;
                refuse(!isCut && dual > 0, "two hosts held the address for " + dual + " s", complaints);
            }
            case ANY -> {
                refuse(moves > 1, "the address moved " + (int) moves + " times after the death of one process", complaints);
                refuse(repetition.figure("dualAfterS") > 0, "two hosts hold the address after the process came back", complaints);
            }
        }
    }

    private static void judgeEnd(Repetition repetition, List<String> complaints) {
        String holders = repetition.text("holdersAtEnd");
        refuse(holders.isEmpty() || holders.contains("+"), "in the end the address is on \"" + holders + "\"", complaints);
        refuse(!holders.equals(repetition.text("answersAtEndBy")),
                "in the end " + repetition.text("answersAtEndBy") + " answers and " + holders + " holds the address", complaints);
    }

    private static void refuse(boolean isWrong, String sentence, List<String> complaints) {
        if (isWrong) {
            complaints.add(sentence);
        }
    }
}
