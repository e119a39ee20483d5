package dev.vigil.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.vigil.distribution.TidyFile.Place;
import dev.vigil.distribution.TidyFile.Problem;

/** Markdown: one title, links that lead somewhere, paths that exist, verbs that the command line has. */
final class TidyDocuments {
    private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^\\]\\n]*]\\(([^)\\s]+)\\)");
    private static final Pattern PATH = Pattern
            .compile("`((?:\\./)?(?:docs|node|distribution|lcd-store|comm-manager|protocol|\\.ci|\\.mvn)/[\\w./-]+)");
    private static final Pattern VERB = Pattern.compile("(?m)(?:`|^ {4,}|^)(?:\\./demo )?(vigil [^`\\n]+)");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]*");

    private TidyDocuments() {}

    static List<Problem> checkTitle(TidyFile file) {
        List<Problem> problems = new ArrayList<>();
        boolean isCode = false;
        int titles = 0;
        int number = 0;
        for (String line : file.lines()) {
            number++;
            isCode ^= line.startsWith("```");
            if (!isCode && line.startsWith("# ") && ++titles > 1) {
                problems.add(file.at(number, "is a second title; a document has one, parts begin with ##"));
            }
        }
        if (file.lines().isEmpty() || !file.lines().getFirst().startsWith("# ")) {
            problems.add(file.at(1, "must begin with its title: # and a blank"));
        }
        return problems;
    }

    /** Links are seen from the file's own folder, paths in backquotes from there or from the top. */
    static List<Problem> checkLinks(TidyFile file, Predicate<String> exists) {
        List<Problem> problems = new ArrayList<>();
        for (Place link : file.places(LINK)) {
            String target = link.word().replaceFirst("#.*", "");
            boolean isElsewhere = link.word().matches("[a-z]+:.*");
            if (!isElsewhere && !target.isEmpty() && !exists.test(file.folder() + target)) {
                problems.add(file.at(link.line(), "links to " + target + ", which does not exist"));
            }
        }
        for (Place path : file.places(PATH)) {
            String target = path.word().replaceFirst("^\\./", "").replaceFirst("[./]+$", "");
            boolean isBuilt = target.contains("/target") || target.endsWith("-");
            if (!isBuilt && !exists.test(target) && !exists.test(file.folder() + target)) {
                problems.add(file.at(path.line(), "names " + target + ", which does not exist"));
            }
        }
        return problems;
    }

    /** Verbs at the start of a line or of a piece of code: {@code vigil status}, {@code vigil cluster init}. */
    static List<Problem> checkVerbs(TidyFile file, Set<String> verbs, Set<String> nodes) {
        List<Problem> problems = new ArrayList<>();
        for (Place place : file.places(VERB)) {
            List<String> words = words(place.word());
            if (!words.isEmpty() && nodes.contains(words.getFirst())) {
                words = words.subList(1, words.size());
            }
            if (!words.isEmpty() && !verbs.contains(words.getFirst())
                    && !(words.size() > 1 && verbs.contains(words.getFirst() + " " + words.get(1)))) {
                problems.add(file.at(place.line(), "the command line has no verb \"" + String.join(" ", words) + "\""));
            }
        }
        return problems;
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        for (String word : command.substring("vigil ".length()).trim().split("\\s+")) {
            Matcher matcher = WORD.matcher(word);
            if (!matcher.matches() || words.size() == 3) {
                break;
            }
            words.add(word);
        }
        return words;
    }
}
