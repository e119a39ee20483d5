package dev.vigil.lcd.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * An event that somebody's own monitor reports of a resource. Class and event are also the names of the folders in which its handlers
 * lie, so neither may lead out of them.
 *
 * @param detail what was seen, in words; may be empty
 */
public record Occurrence(String eventClass, String event, String detail, SortedMap<Fact, String> facts) {

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_TEXT = 1024;
    private static final String CLASS = "class";
    private static final String EVENT = "event";
    private static final String DETAIL = "detail";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0," + (LONGEST_NAME - 1) + "}");

    /** What a monitor may tell besides; each is an option of {@code sendevent}, and of the handlers. */
    public enum Fact {
        MONITOR('m'), OBJECT_CLASS('c'), TIME('t'), TIMESTAMP('T'), SEVERITY('s'), TYPE('a'), PROBLEM('P'), CODE('p'), DATA(
                'd'), TEXT('x');

        private final char letter;

        Fact(char letter) {
            this.letter = letter;
        }

        /** As texts name it: {@code object-class}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The option: {@code -c}. */
        public String option() {
            return "-" + letter;
        }

        /** The fact of that word; an error that names all of them when there is none. */
        public static Fact of(String word) {
            List<String> words = new ArrayList<>();
            for (Fact fact : values()) {
                if (fact.word().equals(word)) {
                    return fact;
                }
                words.add(fact.word());
            }
            throw new IllegalArgumentException(
                    "\"" + shown(word) + "\" is no fact of an event: they are " + String.join(", ", words));
        }
    }

    public Occurrence {
        checkName("class", eventClass);
        checkName("name", event);
        checkText(DETAIL, detail);
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        facts.forEach((fact, text) -> checkText(fact.word(), text));
    }

    private static void checkName(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "the " + what + " of an event, \"" + shown(value) + "\", is not the name of a folder: 1 to "
                            + LONGEST_NAME + " letters, digits and . _ -, beginning with a letter, a digit or _");
        }
    }

    private static void checkText(String what, String value) {
        if (value.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("the " + what + " of an event has " + value.length() + " characters; at most "
                    + LONGEST_TEXT + " are taken");
        }
        if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            throw new IllegalArgumentException("the " + what + " of an event, \"" + shown(value)
                    + "\", holds a control character; line breaks and tabs alone are taken");
        }
    }

    /** It may come from anywhere, and is told on a terminal. */
    private static String shown(String value) {
        String plain = value.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME) + "...";
    }

    /** {@code gen/failed}: the folder of its handlers. */
    public String name() {
        return eventClass + "/" + event;
    }

    /** What the history tells: {@code gen/failed, monitor mine, severity 3: no answer}. */
    public String sentence() {
        List<String> words = new ArrayList<>(List.of(name()));
        facts.forEach((fact, text) -> words.add(fact.word() + " " + text));
        return String.join(", ", words) + (detail.isEmpty() ? "" : ": " + detail);
    }

    /** The same as fields of a line. */
    public Line on(Line line) {
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put(CLASS, eventClass);
        fields.put(EVENT, event);
        if (!detail.isEmpty()) {
            fields.put(DETAIL, detail);
        }
        facts.forEach((fact, text) -> fields.put(fact.word(), text));
        return line.withAll(fields);
    }

    /** Reads what {@link #on} wrote; empty when there is no class among the fields. */
    public static Optional<Occurrence> find(Function<String, Optional<String>> fields) {
        SortedMap<Fact, String> facts = new TreeMap<>();
        Optional<String> eventClass = fields.apply(CLASS);
        if (eventClass.isEmpty()) {
            return Optional.empty();
        }
        for (Fact fact : Fact.values()) {
            fields.apply(fact.word()).ifPresent(text -> facts.put(fact, text));
        }
        return Optional
                .of(new Occurrence(eventClass.get(), fields.apply(EVENT).orElse(""), fields.apply(DETAIL).orElse(""), facts));
    }
}
