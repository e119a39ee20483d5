package dev.vigil.cli;

import java.util.Map;
import java.util.TreeMap;

/** Actions and events: {@code perform_action} and {@code sendevent}. Their outcome is told in sentences. */
final class LcdiActions {
    /** Options of an event by the names that they have in the protocol. */
    private static final Map<Character, String> FACTS = Map.of('m', "monitor", 'c', "object-class", 't', "time", 'T', "timestamp",
            's', "severity", 'a', "type", 'P', "problem", 'p', "code", 'd', "data", 'x', "text");

    private LcdiActions() {}

    static void perform(LcdiCall call) {
        if (!call.options().rest().isEmpty()) {
            throw LcdiExit.ILLEGAL.because("An action takes no arguments of its own.",
                    "Its scripts get the tag, the id and the info.");
        }
        String action = call.options().get('a');
        LcdiInstance instance = call.instance();
        switch (action) {
            case "restore" -> restore(call, instance);
            case "remove" -> takeOut(call, instance);
            case "quickCheck", "deepCheck", "recover" -> {
                checkItIsThere(call, instance);
                say(call, call.change("/v1/resources:run-action", "tag", instance.tag(), "action", action));
            }
            default -> throw LcdiExit.MISSING.because("There is no action " + action + ".",
                    "There are restore, remove, quickCheck, deepCheck and recover.");
        }
    }

    /** What another node has in service is taken out there first, as a move. */
    private static void restore(LcdiCall call, LcdiInstance instance) {
        say(call, call.change(isElsewhere(call, instance) ? "/v1/resources:switchover" : "/v1/resources:in-service", "tag",
                instance.tag(), "node", instance.node()));
    }

    /** Nothing runs on a node that does not own it; the owner goes on. */
    private static void takeOut(LcdiCall call, LcdiInstance instance) {
        if (isElsewhere(call, instance)) {
            call.say(elsewhere(call, instance));
            return;
        }
        say(call, call.change("/v1/resources:out-of-service", "tag", instance.tag()));
    }

    private static boolean isElsewhere(LcdiCall call, LcdiInstance instance) {
        String owner = call.lcd().owner(instance.tag());
        return !owner.isEmpty() && !owner.equals(instance.node());
    }

    private static String elsewhere(LcdiCall call, LcdiInstance instance) {
        return instance.tag() + " is not in service on " + instance.node() + ", but on " + call.lcd().owner(instance.tag()) + ".";
    }

    /** The server would look at the one that is in service, which is not the one that was meant. */
    private static void checkItIsThere(LcdiCall call, LcdiInstance instance) {
        if (isElsewhere(call, instance)) {
            throw LcdiExit.SYSTEM.because(elsewhere(call, instance),
                    "Ask for it there: -d " + call.lcd().owner(instance.tag()) + ".");
        }
    }

    /** Reports the failure of the resource of {@code -n}; its node asks the handlers of class and event first. */
    static void send(LcdiCall call) {
        LcdiOptions options = call.options();
        LcdiInstance instance = call.instance(options.get('n'), call.node('S'));
        checkItIsThere(call, instance);
        Map<String, String> facts = new TreeMap<>();
        FACTS.forEach((letter, name) -> options.find(letter).ifPresent(value -> facts.put(name, value)));
        say(call, call.change("/v1/events", "tag", instance.tag(), "event_class", options.get('C'), "event", options.get('E'),
                "facts", facts));
    }

    private static void say(LcdiCall call, JsonObject answer) {
        answer.texts("sentences").forEach(call::say);
    }
}
