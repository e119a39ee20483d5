package dev.vigil.simulator.explore;

import java.util.Locale;

import dev.vigil.recovery.quorum.Letter;
import dev.vigil.recovery.quorum.Word;

/** A history in words. */
final class Story {
    private Story() {}

    static String beginning(State state, int which) {
        StringBuilder text = new StringBuilder("beginning " + which + ":");
        for (int i = 0; i < State.SITES; i++) {
            text.append(' ').append(Hands.name(state.site(i))).append(state.site(i).rate == Pace.SLOW ? " slow" : " fast")
                    .append(state.site(i).isRunning ? " and owner" : "");
        }
        return text.toString();
    }

    static String line(State before, Happening what, State after) {
        String site = Hands.name(before.site(what.site()));
        String does = what.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (what.kind()) {
            case ADVANCE -> "a slot passes" + runs(after);
            case DELIVER -> site + " hears " + letter(Course.letter(before, what)) + runs(after);
            default -> site + ": " + does + runs(after);
        };
    }

    private static String letter(Letter letter) {
        return letter.from().node() + "'s " + word(letter.word());
    }

    private static String word(Word word) {
        return switch (word) {
            case Word.Claim claim -> "claim of " + claim.sentAt().nanos() + " " + claim.held().values();
            case Word.Echo echo -> "echo of " + echo.sentAt().nanos() + " " + echo.renewed().values();
            case Word.Grant grant -> "ask for epoch " + grant.ask().epoch();
            case Word.Granted granted -> "answer " + granted.verdict() + " to epoch " + granted.ask().epoch();
            case Word.Release release -> "release of epoch " + release.epoch();
            default -> word.getClass().getSimpleName();
        };
    }

    private static String runs(State state) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < State.SITES; i++) {
            if (state.site(i).isRunning) {
                text.append(text.isEmpty() ? "   [runs on " : ", ").append(Hands.name(state.site(i)))
                        .append(state.site(i).isGateOpen ? "" : " behind a shut gate");
            }
        }
        return text.isEmpty() ? "" : text + "]";
    }
}
