package dev.vigil.simulator.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a list of mutants; its form is told at the head of {@code src/test/mutants/quorum.mutants}. */
final class MutantText {
    private String name = "";
    private String rule = "";
    private String says = "";
    private String file = "";
    private final StringBuilder old = new StringBuilder();
    private final StringBuilder replacement = new StringBuilder();
    private List<String> catcher = List.of();

    private MutantText() {}

    static List<Mutant> parse(String text) {
        List<Mutant> mutants = new ArrayList<>();
        Optional<MutantText> open = Optional.empty();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("mutant ")) {
                open.ifPresent(each -> mutants.add(each.end()));
                open = Optional.of(new MutantText());
            }
            if (!line.isBlank() && !line.startsWith("#")) {
                int at = number;
                open.orElseThrow(() -> new IllegalArgumentException("line " + at + ": before the first \"mutant NAME\""))
                        .take(line, at);
            }
        }
        open.ifPresent(each -> mutants.add(each.end()));
        return List.copyOf(mutants);
    }

    private void take(String line, int number) {
        int space = line.indexOf(' ');
        String word = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1);
        switch (word) {
            case "mutant" -> name = rest;
            case "rule" -> rule = rest;
            case "says" -> says = rest;
            case "file" -> file = rest;
            case "-" -> old.append(rest).append('\n');
            case "+" -> replacement.append(rest).append('\n');
            case "caught-by" -> catcher = List.of(rest.split(" "));
            default -> throw new IllegalArgumentException(
                    "line " + number + ": \"" + word + "\" is none of mutant, rule, says, file, -, +, caught-by");
        }
    }

    private Mutant end() {
        if (name.isEmpty() || rule.isEmpty() || file.isEmpty() || old.isEmpty() || catcher.isEmpty()) {
            throw new IllegalArgumentException("mutant \"" + name + "\" needs rule, file, a line with -, and caught-by");
        }
        return new Mutant(name, rule, says, file, old.toString(), replacement.toString(), catcher);
    }
}
