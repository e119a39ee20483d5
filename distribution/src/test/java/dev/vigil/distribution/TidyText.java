package dev.vigil.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.vigil.distribution.TidyFile.Problem;

/** What holds for every file that people read. The words looked for are put together here, so that this file may be looked at too. */
final class TidyText {
    static final long LARGEST_FILE = 256 * 1024;
    private static final Pattern LEFT_OVER = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern OF_A_WORKPLACE = Pattern.compile("(?i)/wor" + "k/|\\bissue" + " #?\\d|\\bwork" + "tree\\b|"
            + "\\b(?:this|an earlier|a later|the next) ses" + "sion\\b|\\bsub-?" + "agents?\\b");
    private static final Pattern INVISIBLE = Pattern.compile("\\t|[ \\t]+$");
    private static final Pattern CARRIAGE_RETURN = Pattern.compile("\\r");

    private TidyText() {}

    static List<Problem> check(TidyFile file) {
        List<Problem> problems = new ArrayList<>();
        if (file.bytes() > LARGEST_FILE) {
            problems.add(
                    file.at(1, "has " + file.bytes() + " bytes; what is larger than " + LARGEST_FILE + " does not belong here"));
        }
        problems.addAll(file.each(LEFT_OVER, "do it now, or write down as a limit what it does not do"));
        problems.addAll(
                file.each(OF_A_WORKPLACE, "say it without where and when it was written: a reader does not know that place"));
        return problems;
    }

    static List<Problem> checkBlanks(TidyFile file) {
        List<Problem> problems = new ArrayList<>(
                file.each(INVISIBLE, "has a tab or blanks at its end; blanks between words only"));
        if (!file.text().isEmpty() && !file.text().endsWith("\n")) {
            problems.add(file.at(file.lines().size(), "the last line ends with a line feed like the others"));
        }
        if (CARRIAGE_RETURN.matcher(file.text()).find()) {
            problems.add(file.at(1, "has carriage returns; its lines end with a line feed alone"));
        }
        return problems;
    }

    static List<Problem> checkLicence(TidyFile licence, TidyFile parent) {
        List<Problem> problems = new ArrayList<>();
        if (!licence.text().contains("Apache License") || !licence.text().contains("Version 2.0, January 2004")
                || !licence.text().contains("END OF TERMS AND CONDITIONS")) {
            problems.add(licence.at(1, "must be the whole text of the Apache License, Version 2.0"));
        }
        if (!parent.text().contains("<name>Apache-2.0</name>")) {
            problems.add(parent.at(1, "must name the licence Apache-2.0"));
        }
        return problems;
    }
}
