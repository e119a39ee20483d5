package dev.vigil.server.decisions;

import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.recovery.text.Block;
import dev.vigil.recovery.text.Case;

/** What a case from the field must have to stand among the golden ones. */
final class FieldCase {
    private static final String NOTED = "noted";

    private FieldCase() {}

    /** The rules that spoke, in the order of their numbers. */
    static SortedSet<String> rules(Case shown) {
        SortedSet<String> rules = new TreeSet<>((one, other) -> Integer.compare(number(one), number(other)));
        shown.moments().stream().flatMap(moment -> moment.decisions().stream()).filter(block -> block.verb().equals(NOTED))
                .map(Block::only).forEach(note -> note.head().find("rule").filter(rule -> rule.matches("RC-[0-9]{1,4}"))
                        .ifPresent(rules::add));
        return rules;
    }

    private static int number(String rule) {
        return Integer.parseInt(rule.substring(rule.indexOf('-') + 1));
    }
}
