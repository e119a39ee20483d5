package dev.vigil.recovery.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.NodeId;

/** What voters said, for people. Figures that change with every tick are left out, so that equal answers read alike. */
final class Sentences {
    private Sentences() {}

    static String of(VoterSet voters, Phase.Sounding sounding) {
        List<String> parts = new ArrayList<>();
        long agreeing = sounding.answers().values().stream().filter(Verdict.Yes.class::isInstance).count();
        for (NodeId voter : voters.members()) {
            Optional.ofNullable(sounding.answers().get(voter)).ifPresentOrElse(verdict -> {
                switch (verdict) {
                    case Verdict.Yes yes -> {
                        /* it is among those that agree */ }
                    case Verdict.No(Verdict.Reason reason, var remaining) -> parts.add(named(voter) + " " + of(reason));
                    case Verdict.UntilFenced(Holder holder) -> parts.add(named(voter) + " keeps it for " + holder.node()
                            + " until " + holder.node() + " gives it back or is fenced");
                }
            }, () -> parts.add(named(voter) + " does not answer"));
        }
        return agreeing + " of " + voters.members().size() + " voters agree, " + voters.majority() + " are needed"
                + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    private static String named(NodeId voter) {
        return voter.equals(VoterSet.STORAGE) ? "the folder that votes" : voter.value();
    }

    private static String of(Verdict.Reason reason) {
        return switch (reason) {
            case QUARANTINED -> "does not trust its own disk and learns from the others first";
            case JUST_STARTED -> "has just started and waits for the longest lease";
            case OTHER_VOTERS -> "has another configuration of the voters";
            case NO_VOTER -> "is no voter";
            case LEARNING ->
                "votes with others than before, and grants nothing until it knows what was granted before, and that has run out";
            case OLD_EPOCH -> "knows a higher epoch";
            case HELD_HERE -> "owns it itself";
            case LEASE_RUNS -> "keeps it for its owner, whose lease has not run out";
            case UNSURE -> "was booted, and must hear every other voter first, or that it is fenced or dead";
        };
    }
}
