package dev.vigil.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each rule of the controller says, from the document of the rules itself. */
public final class RuleSentences {
    private static final Pattern RULE = Pattern.compile("(?m)^\\| (RC-\\d+) \\| (.*?) \\| .* \\|$");
    /** The classes that are named behind a rule are for who reads the program. */
    private static final Pattern CLASSES = Pattern.compile(" \\((?:`\\w+`(?:, )?)+\\)$");
    private static final Map<String, String> SENTENCES = load();

    private RuleSentences() {}

    /** Empty for a rule that this version does not know. */
    public static String of(String rule) {
        return SENTENCES.getOrDefault(rule, "");
    }

    private static Map<String, String> load() {
        try (InputStream in = RuleSentences.class.getResourceAsStream("rules.md")) {
            if (in == null) {
                throw new IllegalStateException("the rules are missing from the program");
            }
            Map<String, String> sentences = new TreeMap<>();
            Matcher rules = RULE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (rules.find()) {
                sentences.put(rules.group(1), CLASSES.matcher(rules.group(2)).replaceAll(""));
            }
            return sentences;
        } catch (IOException e) {
            throw new UncheckedIOException("the rules cannot be read from the program", e);
        }
    }
}
