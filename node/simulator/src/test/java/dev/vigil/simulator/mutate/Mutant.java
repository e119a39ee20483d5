package dev.vigil.simulator.mutate;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One safety rule switched off: a replacement in one source file, and what must notice it.
 *
 * @param file below the root of the tree
 * @param old the text that is replaced; white space counts as any white space
 * @param catcher {@code sim} or {@code test}, with its arguments
 */
record Mutant(String name, String rule, String says, String file, String old, String replacement, List<String> catcher) {
    /** @throws IllegalArgumentException if the text is not there exactly once: the rule has moved, and the list must follow it */
    String in(String source) {
        String pattern = Arrays.stream(old.strip().split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        Matcher matcher = Pattern.compile(pattern).matcher(source);
        if (!matcher.find()) {
            throw new IllegalArgumentException("mutant " + name + ": " + file + " does not hold: " + old);
        }
        String mutated = source.substring(0, matcher.start()) + replacement + source.substring(matcher.end());
        if (matcher.find()) {
            throw new IllegalArgumentException("mutant " + name + ": " + file + " holds it twice: " + old);
        }
        return mutated;
    }
}
