package dev.vigil.server.fencing;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.NodeId;

/** What a fence agent reads: one {@code key=value} a line, first the action. */
final class AgentInput {
    private static final String ACTION = "action";
    private static final String PLUG = "plug";
    private static final List<String> NAMES_OF_THE_PLUG = List.of(PLUG, "port");

    private AgentInput() {}

    /** An agent for many nodes is told which one by its plug; where no option says so, that is the name of the node. */
    static String of(String action, NodeId victim, SortedMap<String, String> options) {
        SortedMap<String, String> all = new TreeMap<>(options);
        if (NAMES_OF_THE_PLUG.stream().noneMatch(options::containsKey)) {
            all.put(PLUG, victim.value());
        }
        all.remove(ACTION);
        StringBuilder input = new StringBuilder(ACTION + "=" + action + "\n");
        all.forEach((name, value) -> input.append(name).append('=').append(value).append('\n'));
        return input.toString();
    }
}
