package dev.vigil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The LCDI verbs of shared equivalencies. The instances of a tag are one by themselves (ADR 5); what can be set is their priorities. */
final class LcdiEquivalencies {
    private static final int HIGHEST = 1;
    private static final int LOWEST = 1024;
    private static final String SHARED = "SHARED";

    private LcdiEquivalencies() {}

    static void create(LcdiCall call) {
        LcdiInstance first = end(call, 's', 't');
        LcdiInstance second = end(call, 'S', 'o');
        checkPair(call, first, second);
        int priority = call.number('p', HIGHEST, LOWEST).orElse(first.priority());
        int other = call.number('r', HIGHEST, LOWEST).orElse(second.priority());
        if (priority == other) {
            throw LcdiExit.ILLEGAL.because("Both nodes would have priority " + priority + " for " + first.tag() + ".",
                    "The priorities of a resource differ from node to node.");
        }
        for (Step step : steps(call.lcd().instancesOf(first.tag()), first.node(), priority, second.node(), other)) {
            call.change("/v1/resources:change", "tag", first.tag(), "node", step.node(), "priority", step.priority());
        }
    }

    private static LcdiInstance end(LcdiCall call, char system, char tag) {
        return call.instance(call.options().get(tag), call.node(call.options().has(system) ? system : 'd'));
    }

    private static void checkPair(LcdiCall call, LcdiInstance first, LcdiInstance second) {
        if (!call.options().get('e').equals(SHARED)) {
            throw LcdiExit.ILLEGAL.because("There is no equivalency " + call.options().get('e') + ".", "It is " + SHARED + ".");
        }
        if (!first.tag().equals(second.tag())) {
            throw LcdiExit.ILLEGAL.because(first.tag() + " and " + second.tag() + " cannot be equivalent.",
                    "A resource has one tag on every node: ins_create -d NODE -t " + first.tag() + ".");
        }
        if (first.node().equals(second.node())) {
            throw LcdiExit.ILLEGAL.because("Both sides are on " + first.node() + ".", "Name the other node with -S.");
        }
    }

    /** One change of a priority. */
    record Step(String node, int priority) {}

    /** At no moment have two nodes the same priority; for an exchange the first side waits on a free one. */
    static List<Step> steps(List<LcdiInstance> instances, String first, int priority, String second, int other) {
        List<Step> steps = new ArrayList<>();
        int now = priorityOn(instances, first);
        int otherNow = priorityOn(instances, second);
        boolean isExchange = priority == otherNow && other == now;
        if (isExchange) {
            steps.add(new Step(first, free(instances)));
        }
        if (otherNow != other && priority == otherNow) {
            steps.add(new Step(second, other));
        }
        if (now != priority) {
            steps.add(new Step(first, priority));
        }
        if (otherNow != other && priority != otherNow) {
            steps.add(new Step(second, other));
        }
        return steps;
    }

    private static int priorityOn(List<LcdiInstance> instances, String node) {
        return instances.stream().filter(one -> one.node().equals(node)).mapToInt(LcdiInstance::priority).findFirst()
                .orElseThrow();
    }

    private static int free(List<LcdiInstance> instances) {
        List<Integer> taken = instances.stream().map(LcdiInstance::priority).toList();
        return IntStream.iterate(LOWEST, number -> number - 1).filter(number -> !taken.contains(number)).findFirst()
                .orElseThrow();
    }

    static void remove(LcdiCall call) {
        LcdiInstance first = end(call, 's', 't');
        LcdiInstance second = end(call, 'S', 'o');
        checkPair(call, first, second);
        throw LcdiExit.ILLEGAL.because("The instances of " + first.tag() + " are equivalent as long as there are two.",
                "ins_remove -d NODE -t " + first.tag() + " takes one away, and the pair with it.");
    }

    /** Each pair once, the side of higher priority first. */
    static void list(LcdiCall call) {
        call.node();
        List<LcdiInstance> all = call.lcd().instances();
        for (LcdiInstance first : all) {
            for (LcdiInstance second : all) {
                boolean isPair = first.tag().equals(second.tag()) && first.priority() < second.priority();
                if (isPair && isWanted(call.options(), first, second)) {
                    call.print(List.of(first.node(), first.tag(), second.node(), second.tag(), SHARED,
                            Integer.toString(first.priority()), Integer.toString(second.priority())));
                }
            }
        }
    }

    private static boolean isWanted(LcdiOptions options, LcdiInstance first, LcdiInstance second) {
        return options.find('t').map(first.tag()::equals).orElse(true)
                && options.find('s').map(node -> List.of(first.node(), second.node()).contains(node)).orElse(true);
    }
}
