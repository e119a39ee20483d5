package dev.vigil.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The LCDI verbs that read and change instances of resources. */
final class LcdiInstances {
    static final int MOST_SECONDS = 86_400;
    static final String[] INITIALIZATIONS = {"AUTORES_ISP", "INIT_ISP", "INIT_OSU"};
    static final String[] SWITCHBACKS = {"INTELLIGENT", "AUTOMATIC"};
    private static final String CHANGE = "/v1/resources:change";

    private LcdiInstances() {}

    static void list(LcdiCall call) {
        List<LcdiInstance> found = selected(call);
        if (found.isEmpty() && (call.options().has('t') || call.options().has('R'))) {
            throw LcdiExit.MISSING.because("There is no such resource on " + call.node() + ".", "ins_list alone shows all.");
        }
        found.forEach(instance -> call.print(instance.fields()));
    }

    /** Those on the asked node that {@code -R -a -r -t -i} leave. */
    static List<LcdiInstance> selected(LcdiCall call) {
        LcdiOptions options = call.options();
        Optional<Set<String>> hierarchy = options.find('R').map(call.lcd()::hierarchy);
        return call.lcd().instancesOn(call.node()).stream()
                .filter(one -> hierarchy.map(tags -> tags.contains(one.tag())).orElse(true))
                .filter(one -> options.find('a').map(one.app()::equalsIgnoreCase).orElse(true))
                .filter(one -> options.find('r').map(one.type()::equalsIgnoreCase).orElse(true))
                .filter(one -> options.find('t').map(one.tag()::equals).orElse(true))
                .filter(one -> options.find('i').map(one.id()::equals).orElse(true)).toList();
    }

    static void tag(LcdiCall call) {
        List<LcdiInstance> found = selected(call);
        if (found.isEmpty()) {
            throw LcdiExit.MISSING.because("No resource on " + call.node() + " has the id " + call.options().get('i') + ".",
                    "ins_list shows the ids.");
        }
        found.forEach(instance -> call.say(instance.tag()));
    }

    static void setState(LcdiCall call) {
        if (call.options().has('A')) {
            throw LcdiExit.ILLEGAL.because("-A is not there: the state is set of one resource at a time.",
                    "Set the state of each resource by its tag.");
        }
        String state = call.choice('S', "ISP", "ISU", "OSU").orElseThrow();
        LcdiInstance instance = call.instance();
        call.change("/v1/resources:set-state", "tag", instance.tag(), "node", instance.node(), "state", state, "reason",
                call.options().get('R'));
    }

    static void setInitialization(LcdiCall call) {
        set(call, "initialization", call.choice('I', INITIALIZATIONS).orElseThrow());
    }

    static void setSwitchback(LcdiCall call) {
        set(call, "switchback", call.choice('s', SWITCHBACKS).orElseThrow());
    }

    static void setLocalRecovery(LcdiCall call) {
        set(call, "local_recovery", call.choice('l', "Y", "N").orElseThrow().equals("Y"));
    }

    static void setCheckInterval(LcdiCall call) {
        boolean isQuick = call.choice('c', "Q", "D").orElseThrow().equals("Q");
        set(call, isQuick ? "quick_check_seconds" : "deep_check_seconds", call.number('v', 0, MOST_SECONDS).orElseThrow());
    }

    /** What holds on every node is changed without naming one. */
    private static void set(LcdiCall call, String name, Object value) {
        call.changeTo(CHANGE, Map.of("tag", call.instance().tag(), name, value));
    }

    static void setInfo(LcdiCall call) {
        LcdiInstance instance = call.instance();
        JsonObject type = LcdiTypes.find(instance.app(), instance.type(), call.types());
        LcdiProperties given = LcdiProperties.of(call.options().get('v'), LcdiProperties.namesOf(type));
        Map<String, Object> message = new TreeMap<>(Map.of("tag", instance.tag(), "node", instance.node()));
        if (!given.values().isEmpty()) {
            message.put("properties", given.values());
        }
        if (given.values().isEmpty() || !given.info().isEmpty()) {
            message.put("info", given.info());
        }
        call.changeTo(CHANGE, message);
    }

    /** On a node that has none of the tag: a new resource there, or the hierarchy of the tag extended to it. */
    static void create(LcdiCall call) {
        LcdiOptions options = call.options();
        String node = call.node();
        JsonObject type = LcdiTypes.find(options.get('a'), options.get('r'), call.types());
        LcdiProperties given = LcdiProperties.of(options.get('v'), LcdiProperties.namesOf(type));
        List<LcdiInstance> existing = call.lcd().instancesOf(options.get('t'));
        if (existing.stream().anyMatch(one -> one.node().equals(node))) {
            throw LcdiExit.EXISTS.because("Resource " + options.get('t') + " is on " + node + " already.",
                    "A hierarchy is extended as a whole: see ins_list -d " + node + ".");
        }
        if (existing.isEmpty()) {
            first(call, type.text("type"), given);
        } else {
            extended(call, existing.getFirst(), type.text("type"), given);
        }
    }

    /** An instance of LCDI is made out of service; {@code perform_action -a restore} brings it in. */
    private static void first(LcdiCall call, String type, LcdiProperties given) {
        call.change("/v1/resources", "tag", call.options().get('t'), "type", type, "node", call.node(), "id",
                call.options().get('i'), "info", given.info(), "properties", given.values(), "quick_check_seconds",
                call.number('Q', 0, MOST_SECONDS), "deep_check_seconds", call.number('D', 0, MOST_SECONDS),
                "initialization", call.choice('I', INITIALIZATIONS).orElse(""), "switchback",
                call.choice('s', SWITCHBACKS).orElse(""), "no_local_recovery", call.choice('l', "Y", "N").orElse("Y").equals("N"),
                "leave_out_of_service", true);
    }

    private static void extended(LcdiCall call, LcdiInstance source, String type, LcdiProperties given) {
        if (!source.type().equals(type)) {
            throw LcdiExit.ILLEGAL.because(
                    "Resource " + source.tag() + " is of type " + source.type() + " on " + source.node() + ".",
                    "A tag names one resource in the whole cluster: choose another tag, or the same type.");
        }
        String node = call.node();
        Map<String, String> overrides = new TreeMap<>(Map.of(source.tag() + ".id", call.options().get('i')));
        given.values().forEach((name, value) -> overrides.put(source.tag() + "." + name, value));
        call.change("/v1/resources:extend", "tag", source.tag(), "node", node, "overrides", overrides);
        if (!given.info().isEmpty() && !given.info().equals(source.info())) {
            call.change(CHANGE, "tag", source.tag(), "node", node, "info", given.info());
        }
    }

    static void remove(LcdiCall call) {
        if (Stream.of('R', 'a', 'r', 't', 'i').noneMatch(call.options()::has)) {
            throw LcdiExit.SYNTAX.because("Without -R, -a, -r, -t or -i it would remove everything.", "");
        }
        List<LcdiInstance> found = selected(call);
        if (found.isEmpty()) {
            throw LcdiExit.MISSING.because("There is no such resource on " + call.node() + ".", "ins_list shows those that are.");
        }
        new LcdiRemoval(call, found).run();
    }
}
