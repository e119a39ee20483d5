package dev.vigil.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.vigil.distribution.TidyFile.Place;
import dev.vigil.distribution.TidyFile.Problem;

/** The words of the glossary, and the sentences that tell an event. */
final class TidyWords {
    private static final Pattern NOT_USED = Pattern.compile("(?m)^\\|.*\\|([^|]*`[^|]*)\\|$");
    private static final Pattern QUOTED_WORD = Pattern.compile("`([^`]+)`");
    private static final Pattern NOTE = Pattern.compile("(?m)^ *noted : ([a-z].*)$");
    private static final Pattern SENTENCE = Pattern.compile("(?m)^([a-z][a-z-]*=.*)$");
    private static final Pattern FACT_ASKED = Pattern.compile("\\{([a-z0-9-]+)}");
    private static final Pattern FACT_GIVEN = Pattern.compile(" ([a-z0-9-]+)=");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    private TidyWords() {}

    /** The words in backquotes in the last column of the glossary's table. */
    static Set<String> notUsed(TidyFile glossary) {
        Set<String> words = new TreeSet<>();
        glossary.places(NOT_USED).forEach(cell -> words.addAll(all(QUOTED_WORD, cell.word())));
        return words;
    }

    static List<Problem> checkUse(TidyFile file, Set<String> notUsed) {
        List<Problem> problems = new ArrayList<>();
        for (String word : notUsed) {
            problems.addAll(file.each(Pattern.compile("(?i)\\b" + Pattern.quote(word) + "\\b"),
                    "\"" + word + "\" is not the word for it: see docs/glossary.md"));
        }
        return problems;
    }

    /** What a sentence puts in must be among the facts that every note of that code carries in the cases. */
    static List<Problem> checkSentences(TidyFile sentences, List<TidyFile> cases) {
        Map<String, Set<String>> given = new TreeMap<>();
        cases.stream().flatMap(file -> file.places(NOTE).stream()).forEach(note -> {
            Set<String> facts = all(FACT_GIVEN, TEXT.matcher(note.word()).replaceAll("x"));
            given.merge(note.word().split(" ")[0], facts, (one, other) -> {
                one.retainAll(other);
                return one;
            });
        });
        List<Problem> problems = new ArrayList<>();
        for (Place sentence : sentences.places(SENTENCE)) {
            String code = sentence.word().split("=")[0];
            Set<String> missing = all(FACT_ASKED, sentence.word());
            missing.removeAll(given.getOrDefault(code, missing));
            missing.forEach(fact -> problems.add(sentences.at(sentence.line(), "a note " + code + " has no fact " + fact
                    + ", only " + given.get(code))));
        }
        return problems;
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> words = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group(1));
        }
        return words;
    }
}
