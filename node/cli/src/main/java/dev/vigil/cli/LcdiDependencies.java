package dev.vigil.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The LCDI verbs of dependencies. They hold on every node of the hierarchy, so {@code -d} only says who is looked at. */
final class LcdiDependencies {
    private LcdiDependencies() {}

    static void create(LcdiCall call) {
        String node = call.node();
        call.instance(call.options().get('p'), node);
        call.instance(call.options().get('c'), node);
        if (call.lcd().childrenOf(call.options().get('p')).contains(call.options().get('c'))) {
            throw LcdiExit.EXISTS.because(call.options().get('p') + " needs " + call.options().get('c') + " already.",
                    "A dependency holds on every node of the hierarchy.");
        }
        call.change("/v1/dependencies", "parent", call.options().get('p'), "child", call.options().get('c'));
    }

    /** A tag that is left out stands for all. */
    static void remove(LcdiCall call) {
        LcdiOptions options = call.options();
        if (!options.has('p') && !options.has('c')) {
            throw LcdiExit.SYNTAX.because("Without -p or -c it would remove every dependency.", "");
        }
        call.node();
        List<LcdRow> found = call.lcd().dependencies().stream()
                .filter(row -> options.find('p').map(tag -> row.has("parent", tag)).orElse(true))
                .filter(row -> options.find('c').map(tag -> row.has("child", tag)).orElse(true)).toList();
        if (found.isEmpty()) {
            throw LcdiExit.MISSING.because("There is no such dependency.", "dep_list shows them.");
        }
        found.forEach(row -> call.change("/v1/dependencies:delete", "parent", row.get("parent"), "child", row.get("child")));
    }

    static void list(LcdiCall call) {
        LcdiOptions options = call.options();
        if (Stream.of('C', 'P', 'c', 'p').filter(options::has).count() > 1) {
            throw LcdiExit.SYNTAX.because("-C, -P, -c and -p exclude each other.", "");
        }
        String node = call.node();
        Stream.of('C', 'P', 'c', 'p').flatMap(letter -> options.find(letter).stream()).forEach(tag -> call.instance(tag, node));
        boolean isAboutParents = options.has('P') || options.has('p');
        Predicate<LcdRow> wanted = chosen(call.lcd(), options);
        call.lcd().dependencies().stream().filter(row -> isOn(call.lcd(), row, node)).filter(wanted)
                .filter(row -> isOfType(call.lcd(), row.get(isAboutParents ? "parent" : "child"), options))
                .forEach(row -> call.print(List.of(row.get("parent"), row.get("child"))));
    }

    private static Predicate<LcdRow> chosen(LcdiDatabase lcd, LcdiOptions options) {
        if (options.has('C')) {
            Set<String> below = lcd.hierarchy(options.get('C'));
            return row -> below.contains(row.get("parent"));
        }
        if (options.has('P')) {
            return row -> lcd.hierarchy(row.get("child")).contains(options.get('P'));
        }
        Optional<String> parent = options.find('c');
        Optional<String> child = options.find('p');
        return row -> parent.map(tag -> row.has("parent", tag)).orElse(true)
                && child.map(tag -> row.has("child", tag)).orElse(true);
    }

    private static boolean isOn(LcdiDatabase lcd, LcdRow row, String node) {
        return lcd.instancesOf(row.get("parent")).stream().anyMatch(instance -> instance.node().equals(node));
    }

    private static boolean isOfType(LcdiDatabase lcd, String tag, LcdiOptions options) {
        return lcd.instancesOf(tag).stream().limit(1)
                .allMatch(one -> options.find('r').map(one.type()::equalsIgnoreCase).orElse(true)
                        && options.find('a').map(one.app()::equalsIgnoreCase).orElse(true));
    }
}
