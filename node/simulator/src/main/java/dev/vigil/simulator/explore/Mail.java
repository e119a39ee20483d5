package dev.vigil.simulator.explore;

import java.util.ArrayList;
import java.util.List;

import dev.vigil.recovery.quorum.Letter;
import dev.vigil.recovery.quorum.Word;

/**
 * What is on its way from one site to another. A letter stays deliverable, any number of times and in any order, until newer ones of its
 * kind push it out; the same said again is the same letter: so each may be lost, repeated, late and overtaken, without an event of its own for that.
 */
record Mail(List<Letter> letters) {
    static final Mail NONE = new Mail(List.of());
    private static final int OTHERS = 2;

    Mail {
        letters = List.copyOf(letters);
    }

    Mail with(Letter letter) {
        if (letters.stream().anyMatch(each -> each.word().equals(letter.word()))) {
            return new Mail(letters.stream().map(each -> each.word().equals(letter.word()) ? letter : each).toList());
        }
        List<Letter> more = new ArrayList<>();
        letters.stream().filter(each -> !replaces(letter.word(), each.word())).forEach(more::add);
        more.add(letter);
        if (more.stream().filter(Mail::isOther).count() > OTHERS) {
            more.remove(more.stream().filter(Mail::isOther).findFirst().orElseThrow());
        }
        return new Mail(more);
    }

    private static boolean replaces(Word newer, Word older) {
        return newer instanceof Word.Claim && older instanceof Word.Claim
                || newer instanceof Word.Echo && older instanceof Word.Echo;
    }

    private static boolean isOther(Letter letter) {
        return !(letter.word() instanceof Word.Claim || letter.word() instanceof Word.Echo);
    }
}
