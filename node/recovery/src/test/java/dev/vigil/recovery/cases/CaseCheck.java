package dev.vigil.recovery.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.vigil.recovery.text.Case;
import dev.vigil.recovery.text.CaseText;

/** What every golden case is put through; cases from elsewhere may be put through it too. */
public final class CaseCheck {
    private static final Pattern RULE = Pattern.compile("RC-\\d+");

    private CaseCheck() {}

    /** The case as the controller tells it; the invariants hold meanwhile. */
    public static String told(String text) {
        return CaseText.print(CaseRun.of(new RealBrain(), CaseText.parse(text)).actual());
    }

    /** Interrupted after each decision, finished in each way, everything told twice; returns how many times it was interrupted. */
    public static int underAdversity(String text) {
        Adversity adversity = new Adversity(new RealBrain(), CaseRun.of(new RealBrain(), CaseText.parse(text)));
        int interrupted = adversity.interrupt();
        adversity.finish();
        adversity.repeat();
        return interrupted;
    }

    /** The rules that its head names. */
    public static List<String> named(Case shown) {
        List<String> rules = new ArrayList<>();
        shown.comments().stream().filter(line -> line.startsWith("# rules:")).forEach(line -> {
            Matcher matcher = RULE.matcher(line);
            while (matcher.find()) {
                rules.add(matcher.group());
            }
        });
        return rules;
    }
}
