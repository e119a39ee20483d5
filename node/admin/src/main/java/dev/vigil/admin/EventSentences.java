package dev.vigil.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.vigil.lcd.model.Line;

/** Events as a person reads them: one sentence for each code, with the event's facts in place of {@code {name}}. */
public final class EventSentences {
    private static final Pattern FACT = Pattern.compile("\\{([a-z0-9-]+)}");
    private static final Properties SENTENCES = load();

    private EventSentences() {}

    /** The sentence, then the rule that spoke. A code without a sentence, from a newer node, is shown as its text. */
    public static String of(Line note) {
        String sentence = SENTENCES.getProperty(note.verb());
        if (sentence == null) {
            return note.toString();
        }
        Matcher facts = FACT.matcher(sentence);
        String told = facts.replaceAll(fact -> Matcher.quoteReplacement(note.find(fact.group(1)).orElse("?")));
        return note.find("rule").map(rule -> told + " [" + rule + "]").orElse(told);
    }

    /** Why a node was not the one, by the code of the objection; an unknown code is shown as it is. */
    static String objection(String code) {
        return SENTENCES.getProperty("objection." + code, code);
    }

    /** Whether there is a sentence for this code. */
    static boolean knows(String code) {
        return SENTENCES.containsKey(code);
    }

    private static Properties load() {
        try (InputStream in = EventSentences.class.getResourceAsStream("events.properties")) {
            Properties sentences = new Properties();
            sentences.load(in);
            return sentences;
        } catch (IOException e) {
            throw new UncheckedIOException("the sentences of events cannot be read from the program", e);
        }
    }
}
