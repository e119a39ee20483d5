package dev.vigil.cli;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One command of LCDI.
 *
 * @param letters its options as {@code getopt} writes them
 * @param required those that must be given
 * @param synopsis how it is typed
 */
record LcdiVerb(String name, String letters, String required, String synopsis, Consumer<LcdiCall> work) {
    /** The options of these words; exit code 2 with the synopsis when they are not those of the command. */
    LcdiOptions options(List<String> words) {
        LcdiOptions options;
        try {
            options = LcdiOptions.parse(letters, words);
        } catch (Failure wrong) {
            throw LcdiExit.SYNTAX.because(wrong.sentence(), usage());
        }
        List<Character> missing = required.chars().mapToObj(letter -> (char) letter).filter(letter -> !options.has(letter))
                .toList();
        if (!missing.isEmpty()) {
            throw LcdiExit.SYNTAX.because(
                    missing.stream().map(letter -> "-" + letter).collect(Collectors.joining(", ")) + " is missing.", usage());
        }
        return options;
    }

    String usage() {
        return "usage: " + name + (synopsis.isEmpty() ? "" : " " + synopsis);
    }
}
